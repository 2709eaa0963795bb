import { isRestorable } from '#lib/domain/backup';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { sentence } from '#lib/domain/words/sentence';
import { relativeWords } from '#lib/domain/words/times';

type Verified = Pick<BackupRow, 'status' | 'verification'>;

/** `Verified 5 min ago`, `Verification failed 5 min ago`; null where there was none or another sentence says it. */
export const verifiedWords = ({ status, verification }: Verified, now: number): string | null => {
  if (!verification || !isRestorable(status)) return null;
  return `${verification.ok ? 'Verified' : 'Verification failed'} ${relativeWords(verification.at, now)}`;
};

/** `Verified just now: 17.3 MB read, complete and unchanged.` */
export const verificationSentence = (backup: Verified, now: number): string | null => {
  const words = verifiedWords(backup, now);
  const more = backup.verification?.words;
  if (!words) return null;
  return sentence(more ? `${words}: ${more}` : words);
};
