import { createOutput, loadEngine } from '#lib/composition/cli';
import { AmberError } from '#lib/domain/errors';
import { newBackupId } from '#lib/domain/ids';
import type { ManifestFacts } from '#lib/domain/ports/artefacts';
import type { SnapshotFacts } from '#lib/domain/ports/engine';
import { bytesWords, countOf, secondsWords } from '#lib/domain/words/figures';
import { DONE } from './exit-codes.ts';
import type { SnapshotArguments } from './parse-arguments.ts';
import { createProgressLine } from './progress-line.ts';
import { parseEndpoint, reachStore, storeName } from './reach-store.ts';
import type { Result } from './result.ts';
import type { Terminal } from './terminal.ts';

/** `amber snapshot <uri> --out DIR`: an artefact in DIR, or nothing there. */
export const snapshot = async (given: SnapshotArguments, terminal: Terminal): Promise<Result> => {
  parseEndpoint(given.uri);
  let startedAt = new Date();
  const dataBegins = () => {
    startedAt = new Date();
  };
  const engine = await loadEngine();
  const { endpoint, probe } = await reachStore(engine, given, terminal);
  const refusal = engine.backupRefusal(probe);
  if (refusal !== null) throw new AmberError('store-unsupported', refusal);
  const { draft, scratch } = await createOutput(given.out, given.encryptTo);
  const line = createProgressLine(terminal);
  try {
    const options = { method: given.method, scratch, dataBegins };
    const taken = await engine.snapshot(endpoint, draft.sink, line.run, options);
    const data = await draft.finish();
    terminal.signal.throwIfAborted();
    const facts = factsOf(taken, { startedAt, store: storeName(endpoint) });
    await draft.publish(facts);
    return resultOf(given.out, facts, taken, data);
  } catch (error) {
    await draft.discard();
    throw error;
  } finally {
    line.end();
  }
};

const factsOf = (
  taken: SnapshotFacts,
  { startedAt, store }: { startedAt: Date; store: string },
): ManifestFacts => ({
  backupId: newBackupId(),
  dataStoreId: null,
  dataStoreName: null,
  engine: 'redis',
  product: taken.product,
  version: taken.version,
  method: taken.method,
  consistency: taken.consistency,
  trigger: 'manual',
  tiers: [],
  description: `Manual backup of ${store}`,
  startedAt: startedAt.toISOString(),
  finishedAt: new Date().toISOString(),
  expiresAt: null,
  usedMemory: taken.usedMemory,
  contents: taken.contents,
  loadableBy: taken.loadableBy,
});

type Written = { plainBytes: number; storedBytes: number; sha256: string; dataFile: string };

const resultOf = (path: string, facts: ManifestFacts, taken: SnapshotFacts, data: Written): Result => {
  const { backupId, product, version, method, consistency, startedAt, finishedAt } = facts;
  const keys = Object.values(facts.contents.databases).reduce((sum, database) => sum + database.keys, 0);
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return {
    exitCode: DONE,
    json: {
      path,
      backupId,
      product,
      version,
      method,
      methodReason: taken.methodReason,
      consistency,
      keys,
      functions: facts.contents.functions,
      ...data,
      startedAt,
      finishedAt,
    },
    lines: () => [
      `${countOf(keys, 'key')}, ${bytesWords(data.plainBytes)}, stored as ${bytesWords(data.storedBytes)} in ${secondsWords(seconds)}`,
      `Method ${method}: ${taken.methodReason}`,
      `${path}: ${data.dataFile} and manifest.json of backup ${backupId}`,
    ],
  };
};
