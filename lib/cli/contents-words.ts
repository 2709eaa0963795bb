import type { RdbFacts } from '#lib/domain/rdb-facts';
import { bytesWords, countOf, countWords } from '#lib/domain/words/figures';

const CHECKSUM_WORDS: Record<RdbFacts['checksum'], string> = {
  ok: 'checksum ok',
  absent: 'no checksum',
  mismatch: 'checksum wrong',
};

/** What an RDB file holds, as lines for a person. */
export const contentsWords = (facts: RdbFacts): string[] => {
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
export const contentsJson = (facts: RdbFacts): object => {
  const { format, magic, rdbVersion, databases, types, functions, checksum, bytes, ...more } = facts;
  return { format, magic, rdbVersion, databases, types, functions, checksum, bytes, ...more };
};
