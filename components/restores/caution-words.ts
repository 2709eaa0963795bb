import { type GraphHoldings, isGraphHoldings, type KeyHoldings, type Preflight } from '#lib/domain/restore';
import { countOf, countWords } from '#lib/domain/words/figures';
import { graphWords } from '#lib/domain/words/holdings';

const inDatabases = (databases: number): string => (databases > 1 ? ` in ${databases} databases` : '');

const withFunctions = (text: string, functions: number): string =>
  functions > 0 ? `${text} and ${countOf(functions, 'function library', 'function libraries')}` : text;

/** `629,988 keys in 2 databases are replaced by the 629,214 of the backup.` */
export const lossWords = ({ lost, brought }: Pick<Preflight, 'lost' | 'brought'>): string => {
  if (isGraphHoldings(brought)) return graphLoss(isGraphHoldings(lost) ? lost : UNKNOWN, brought);
  return keyLoss(isGraphHoldings(lost) ? NO_KEYS : lost, brought);
};

// a preflight compares like with like: these are never shown
const UNKNOWN: GraphHoldings = { vertices: null, edges: null, empty: false };
const NO_KEYS: KeyHoldings = { keys: 0, databases: 0, functions: 0 };

/** Nobody counts a graph for this: what stands there is what its last good backup counted. */
const graphLoss = (lost: GraphHoldings, brought: GraphHoldings): string => {
  const coming = graphWords(brought.vertices ?? 0, brought.edges ?? 0);
  if (lost.empty) return `It is empty now. The backup brings ${coming}.`;
  const now =
    lost.vertices === null || lost.edges === null
      ? 'The whole graph, its schema too,'
      : `The whole graph, its schema too (${graphWords(lost.vertices, lost.edges)} at its last backup),`;
  return `${now} is replaced by the ${coming} of the backup.`;
};

const keyLoss = (lost: KeyHoldings, brought: KeyHoldings): string => {
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
