import { loadEngine, withScratch } from '#lib/composition/cli';
import { engineOfFormat } from '#lib/domain/contents';
import { requireSameEngine } from '#lib/domain/engine-mismatch';
import {
  type GraphRestoreFacts,
  type KeyRestoreFacts,
  type Preflight,
  type RestoreFacts,
  refusals,
} from '#lib/domain/restore';
import { countOf } from '#lib/domain/words/figures';
import { graphWords } from '#lib/domain/words/holdings';
import { restoreNotes } from '#lib/domain/words/restore-notes';
import { DONE, REFUSED } from './exit-codes.ts';
import { openBackupAt } from './open-backup.ts';
import type { RestoreArguments } from './parse-arguments.ts';
import { preflightWords } from './preflight-words.ts';
import { createProgressLine } from './progress-line.ts';
import { parseEndpoint, reachStore, storeName } from './reach-store.ts';
import { requireMethod } from './require-method.ts';
import type { Result } from './result.ts';
import type { Terminal } from './terminal.ts';

/** Only the console that signed a manifest can tell that a backup is its own: the command line has no secret key. */
const TRUSTED = false;

/**
 * `amber restore PATH --to <uri> --yes`: the backup is verified completely and compared with the target before anything
 * there is touched; without `--yes`, or when something stands against it, that is all.
 */
export const restore = async (given: RestoreArguments, terminal: Terminal): Promise<Result> => {
  const { engine: kind } = parseEndpoint(given.uri, given.graph);
  requireMethod(kind, given.method);
  const backup = await openBackupAt(given.path, given.identity);
  const line = createProgressLine(terminal);
  try {
    const contents = await backup.inspect(line.run);
    requireSameEngine(engineOfFormat(contents.format), kind);
    const engine = await loadEngine(kind);
    const { endpoint, probe } = await reachStore(engine, given, terminal);
    const { usedMemory = null, product = null } = backup.manifest ?? {};
    const preflight = engine.preflight({ contents, usedMemory, product, trusted: TRUSTED }, probe);
    const store = storeName(endpoint);
    const refused = refusals(preflight).length > 0;
    if (refused || !given.yes) return notRestored(preflight, store, refused);
    const facts = await withScratch((scratch) =>
      engine.restore(backup.source, endpoint, line.run, {
        method: given.method,
        contents,
        scratch,
        trusted: TRUSTED,
        beforeTouch: async () => terminal.signal.throwIfAborted(),
      }),
    );
    return restored(facts, preflight, store);
  } finally {
    line.end();
  }
};

const notRestored = (preflight: Preflight, store: string, refused: boolean): Result => ({
  exitCode: REFUSED,
  json: { restored: null, refused, preflight },
  lines: () => [
    ...preflightWords(preflight, store),
    refused ? 'Nothing was touched.' : 'Nothing was touched. Give --yes to restore.',
  ],
});

const DURABILITY_WORDS: Record<KeyRestoreFacts['durability'], string> = {
  aof: 'The store has written it to its append-only file.',
  snapshot: 'The store has saved it to disk.',
  memory: 'It is in memory only: this store is not set to save anything.',
};

const restored = (facts: RestoreFacts, preflight: Preflight, store: string): Result => {
  return {
    exitCode: DONE,
    json: { restored: facts, refused: false, preflight },
    lines: () => (facts.method === 'cursor' ? graphLines(facts, store) : keyLines(facts, store)),
  };
};

const graphLines = (facts: GraphRestoreFacts, store: string): string[] => [
  `${graphWords(facts.vertices, facts.edges)} restored to ${store}.`,
  ...restoreNotes(facts),
];

const keyLines = (facts: KeyRestoreFacts, store: string): string[] => {
  const count = (number: number, one: string, many: string) =>
    number > 0 ? [`${countOf(number, one, many)}.`] : [];
  return [
    `${countOf(facts.keys, 'key')} restored to ${store}. ${DURABILITY_WORDS[facts.durability]}`,
    ...count(facts.functions, 'function library restored', 'function libraries restored'),
    ...count(facts.expiredKeys, 'key left out: its time was over', 'keys left out: their time was over'),
    ...count(
      facts.expiredHashes,
      'hash left out: its fields’ times were over',
      'hashes left out: their fields’ times were over',
    ),
    ...count(facts.clampedExpiries, 'expiry shortened by the store', 'expiries shortened by the store'),
    ...count(
      facts.droppedFunctions,
      'function library left out: the store cannot hold it',
      'function libraries left out: the store cannot hold them',
    ),
    ...facts.differences,
  ];
};
