/**
 * What a store holds after a restore that did not get to its end, as the second half of a sentence.
 * @param cleared its old data was gone by then
 */
export const incompleteWords = (cleared: boolean, subject: 'it' | 'the store' = 'it'): string =>
  cleared
    ? `${subject} was cleared, and holds only the part of the backup that was loaded by then.`
    : `${subject} was being cleared: some of its old data may be gone, and nothing of the backup is in.`;
