/** The way out where no safety backup can be taken, as a sentence. */
export const withoutSafetyWords = (dataStoreName: string): string =>
  `To restore without one, open Restore in the menu of ${dataStoreName}, switch off “Take a safety backup first” and type ${dataStoreName}.`;
