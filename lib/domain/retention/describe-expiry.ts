import { relativeWords } from '../words/times.ts';

type Expiring = {
  pinned: boolean;
  /** Date or ISO text; null where it has no date. */
  expiresAt: Date | string | null;
  /** It is the newest good backup of a data store that exists. */
  lastGood: boolean;
};

/** `Kept forever`, `in 30 days`, `The last good backup is kept`, `Any moment`; `No date` while it is not taken yet. */
export const describeExpiry = ({ pinned, expiresAt, lastGood }: Expiring, now: Date): string => {
  if (pinned) return 'Kept forever';
  if (expiresAt === null) return 'No date';
  if (new Date(expiresAt).getTime() > now.getTime()) return relativeWords(expiresAt, now.getTime());
  return lastGood ? 'The last good backup is kept' : 'Any moment';
};
