import type { Contents } from '#lib/domain/contents';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { backendWords } from '#lib/domain/words/backends';
import { bytesWords, countOf, countWords } from '#lib/domain/words/figures';
import { graphWords } from '#lib/domain/words/holdings';

const CHECKSUM_WORDS: Record<RdbFacts['checksum'], string> = {
  ok: 'checksum ok',
  absent: 'no checksum',
  mismatch: 'checksum wrong',
};

/** What a backup's file holds, as lines for a person. */
export const contentsWords = (contents: Contents): string[] =>
  contents.format === 'graphson' ? graphLines(contents) : rdbLines(contents);

const labelLine = (name: string, labels: Record<string, number>): string[] => {
  const each = Object.entries(labels).map(([label, count]) => `${label} ${countWords(count)}`);
  return each.length === 0 ? [] : [`${name}: ${each.join(', ')}`];
};

const graphLines = (facts: GraphFacts): string[] => {
  const { source, schema } = facts;
  return [
    `GraphSON of JanusGraph ${source.janusgraph}, graph ${source.graph} on ${backendWords(source.storage)}, ${bytesWords(facts.bytes)}`,
    graphWords(facts.vertices, facts.edges),
    ...labelLine('Vertices', facts.vertexLabels),
    ...labelLine('Edges', facts.edgeLabels),
    `Schema: ${countOf(schema.vertexLabels.length, 'vertex label')}, ${countOf(schema.edgeLabels.length, 'edge label')}, ${countOf(schema.propertyKeys.length, 'property key')}, ${countOf(schema.indexes.length, 'index', 'indexes')}`,
    ...(facts.danglingEdges > 0
      ? [`${countOf(facts.danglingEdges, 'edge')} to vertices that were deleted meanwhile`]
      : []),
    ...(facts.javaValues > 0 ? [`${countOf(facts.javaValues, 'value')} in Java’s own form`] : []),
  ];
};

const rdbLines = (facts: RdbFacts): string[] => {
  const version = String(facts.rdbVersion).padStart(facts.magic === 'REDIS' ? 4 : 3, '0');
  const databases = Object.entries(facts.databases).map(
    ([index, { keys, expires }]) =>
      `Database ${index}: ${countOf(keys, 'key')}, ${countWords(expires)} with an expiry`,
  );
  const types = Object.entries(facts.types).map(([type, count]) => `${type} ${countWords(count)}`);
  return [
    `RDB file ${facts.magic}${version}, ${bytesWords(facts.bytes)}, ${CHECKSUM_WORDS[facts.checksum]}`,
    ...(databases.length > 0 ? databases : ['No keys']),
    ...(types.length > 0 ? [`Types: ${types.join(', ')}`] : []),
    ...(facts.functions > 0 ? [`Functions: ${countOf(facts.functions, 'library', 'libraries')}`] : []),
    ...(facts.lostMemberExpiries
      ? [`Lost: the expiry of members of ${countOf(facts.lostMemberExpiries, 'key')}`]
      : []),
    ...(facts.modules.length > 0 ? [`Modules: ${facts.modules.join(', ')}`] : []),
    ...facts.largest
      .slice(0, 3)
      .map(
        ({ database, key, type, payloadBytes }) =>
          `Large: ${key} (${type}, database ${database}), ${bytesWords(payloadBytes)}`,
      ),
  ];
};

/** The documented members first, in their order. */
export const contentsJson = (facts: Contents): object => {
  if (facts.format === 'graphson') return facts;
  const { format, magic, rdbVersion, databases, types, functions, checksum, bytes, ...more } = facts;
  return { format, magic, rdbVersion, databases, types, functions, checksum, bytes, ...more };
};
