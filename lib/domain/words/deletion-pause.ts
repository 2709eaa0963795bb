import { relativeWords } from './times.ts';

/** Behind why a backup that is over is still there: `Amber tries to delete it again in 8 min; …`. */
export const deletionPauseWords = (waitsUntil: Date, now: Date): string => {
  const when = waitsUntil > now ? relativeWords(waitsUntil, now.getTime()) : 'in a moment';
  return `Amber tries to delete it again ${when}; Delete does so at once.`;
};
