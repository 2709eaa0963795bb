import type { RedisProbe } from '#lib/domain/data-store';
import { safeMessage } from '#lib/domain/errors';
import { chooseMethod } from './choose-method.ts';

/** A user without the rights for any way has a page all the same, which says what is missing. */
const snapshotWords = (found: RedisProbe): string => {
  try {
    return chooseMethod(found, 'auto').reason;
  } catch (error) {
    return safeMessage(error);
  }
};

/** How a store would be backed up and restored, in words. */
export const methodWords = (found: RedisProbe): { snapshot: string; restore: string } => ({
  snapshot: snapshotWords(found),
  restore: 'RESTORE, key by key, after the target is cleared',
});
