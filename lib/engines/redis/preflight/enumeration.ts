const joined = (words: readonly string[], last: string): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')}${last} ${words.at(-1)}`;

/** `a`, `a, or b`, `a, b, or c`: the words may hold an "or" themselves. */
export const choice = (words: readonly string[]): string => joined(words, ', or');

/** `a`, `a and b`, `a, b and c`. */
export const enumeration = (words: readonly string[]): string => joined(words, ' and');
