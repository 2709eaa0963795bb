/**
 * What a store holds after a restore that did not get to its end.
 * @param cleared its old data was gone by then
 */
export const incompleteWords = (cleared: boolean): string =>
  cleared
    ? 'The store was cleared, and holds only the part of the backup that was loaded by then.'
    : 'Its old data was being removed: some of it may be gone, and nothing of the backup is in.';
