import { createOutput, loadEngine } from '#lib/composition/cli';
import { type Contents, countedIn, ENGINE_FORMATS } from '#lib/domain/contents';
import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { newBackupId } from '#lib/domain/ids';
import type { ManifestFacts } from '#lib/domain/ports/artefacts';
import type { SnapshotFacts } from '#lib/domain/ports/engine';
import { bytesWords, secondsWords } from '#lib/domain/words/figures';
import { countedWords } from '#lib/domain/words/holdings';
import { DONE } from './exit-codes.ts';
import type { SnapshotArguments } from './parse-arguments.ts';
import { createProgressLine } from './progress-line.ts';
import { parseEndpoint, reachStore, storeName } from './reach-store.ts';
import { requireMethod } from './require-method.ts';
import type { Result } from './result.ts';
import type { Terminal } from './terminal.ts';

/** A later run ends what a killed one left open at the server. */
const READER = 'amber-command-line';

/** `amber snapshot <uri> --out DIR`: an artefact in DIR, or nothing there. */
export const snapshot = async (given: SnapshotArguments, terminal: Terminal): Promise<Result> => {
  const { engine: kind } = parseEndpoint(given.uri, given.graph);
  requireMethod(kind, given.method);
  let startedAt = new Date();
  const dataBegins = () => {
    startedAt = new Date();
  };
  const engine = await loadEngine(kind);
  const { endpoint, probe } = await reachStore(engine, given, terminal);
  const refusal = engine.backupRefusal(probe);
  if (refusal !== null) throw new AmberError('store-unsupported', refusal);
  const { draft, scratch } = await createOutput(given.out, {
    format: ENGINE_FORMATS[kind],
    recipients: given.encryptTo,
  });
  const line = createProgressLine(terminal);
  try {
    const options = { method: given.method, scratch, reader: READER, dataBegins };
    const taken = await engine.snapshot(endpoint, draft.sink, line.run, options);
    const data = await draft.finish();
    terminal.signal.throwIfAborted();
    const facts = factsOf(taken, { startedAt, endpoint });
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
  { startedAt, endpoint }: { startedAt: Date; endpoint: Endpoint },
): ManifestFacts => ({
  backupId: newBackupId(),
  dataStoreId: null,
  dataStoreName: null,
  engine: endpoint.engine,
  product: taken.product,
  version: taken.version,
  method: taken.method,
  consistency: taken.consistency,
  trigger: 'manual',
  tiers: [],
  description: `Manual backup of ${storeName(endpoint)}`,
  startedAt: startedAt.toISOString(),
  finishedAt: new Date().toISOString(),
  expiresAt: null,
  usedMemory: taken.usedMemory,
  contents: taken.contents,
  loadableBy: taken.loadableBy,
});

const countsJson = (contents: Contents): object =>
  contents.format === 'graphson'
    ? { vertices: contents.vertices, edges: contents.edges, danglingEdges: contents.danglingEdges }
    : { keys: countedIn(contents).keys, functions: contents.functions };

type Written = { plainBytes: number; storedBytes: number; sha256: string; dataFile: string };

const resultOf = (path: string, facts: ManifestFacts, taken: SnapshotFacts, data: Written): Result => {
  const { backupId, product, version, method, consistency, startedAt, finishedAt } = facts;
  const counted = countedIn(facts.contents);
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
      ...countsJson(facts.contents),
      ...data,
      startedAt,
      finishedAt,
    },
    lines: () => [
      `${countedWords(counted)}, ${bytesWords(data.plainBytes)}, stored as ${bytesWords(data.storedBytes)} in ${secondsWords(seconds)}`,
      `Method ${method}: ${taken.methodReason}`,
      `${path}: ${data.dataFile} and manifest.json of backup ${backupId}`,
    ],
  };
};
