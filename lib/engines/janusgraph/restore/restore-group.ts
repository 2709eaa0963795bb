/**
 * Of the transactions that a restore holds from one request to the next: a server that was left without a word keeps them
 * open, and the next restore finds them by it.
 */
export const RESTORE_GROUP = 'amber-restore';
