import type { Preflight } from '#lib/domain/restore';
import { countOf, countWords } from '#lib/domain/words/figures';

const inDatabases = (databases: number): string => (databases > 1 ? ` in ${databases} databases` : '');

const withFunctions = (text: string, functions: number): string =>
  functions > 0 ? `${text} and ${countOf(functions, 'function library', 'function libraries')}` : text;

/** `629,988 keys in 2 databases are replaced by the 629,214 of the backup.` */
export const lossWords = ({ lost, brought }: Pick<Preflight, 'lost' | 'brought'>): string => {
  const now = withFunctions(`${countOf(lost.keys, 'key')}${inDatabases(lost.databases)}`, lost.functions);
  if (lost.keys === 0 && lost.functions === 0) {
    const coming = withFunctions(countOf(brought.keys, 'key'), brought.functions);
    return `It is empty now. The backup brings ${coming}.`;
  }
  if (brought.keys === 0 && brought.functions === 0) return `${now} would go, and the backup is empty.`;
  const replaced = lost.keys === 1 && lost.functions === 0 ? 'is replaced' : 'are replaced';
  const coming = withFunctions(
    brought.functions > 0 ? countOf(brought.keys, 'key') : countWords(brought.keys),
    brought.functions,
  );
  return `${now} ${replaced} by the ${coming} of the backup.`;
};
