import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '#lib/domain/data-store';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { Run } from '#lib/domain/operation';
import type { ByteSource, RestoreOptions, SnapshotFacts, SnapshotOptions } from '#lib/domain/ports/engine';
import type { GraphRestoreFacts } from '#lib/domain/restore';
import { restore } from '#lib/engines/janusgraph/restore/restore';
import { snapshot } from '#lib/engines/janusgraph/snapshot/snapshot';
import { recordedRun } from '../restoring.ts';

export const SCRATCH = mkdtempSync(join(tmpdir(), 'amber-graph-'));
process.once('exit', () => rmSync(SCRATCH, { recursive: true, force: true }));

export type TakenGraph = { bytes: Buffer; facts: SnapshotFacts<GraphFacts> };

/** Takes a snapshot into memory, as a worker does. */
export const takeGraph = async (
  endpoint: Endpoint,
  more: Partial<SnapshotOptions> & {
    run?: Run;
    /** When the schema is written and nothing else read yet. */
    afterSchema?: () => Promise<unknown>;
  } = {},
): Promise<TakenGraph> => {
  const chunks: Buffer[] = [];
  const { run, afterSchema, ...options } = more;
  const sink = {
    write: async (chunk: Uint8Array) => {
      chunks.push(Buffer.from(chunk));
      if (chunks.length === 1) await afterSchema?.();
    },
  };
  const facts = await snapshot(endpoint, sink, run ?? recordedRun(), {
    method: 'auto',
    scratch: SCRATCH,
    reader: 'amber-test',
    ...options,
  });
  return { bytes: Buffer.concat(chunks), facts };
};

/** Gives the bytes in chunks that end anywhere. */
export const bytesSource = (bytes: Uint8Array, chunk = 100_003): ByteSource =>
  async function* () {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  };

/** Restores plain bytes into a graph, as a worker does. */
export const restoreGraph = (
  bytes: Uint8Array,
  endpoint: Endpoint,
  more: Partial<RestoreOptions<GraphFacts>> & { run?: Run; source?: ByteSource } = {},
): Promise<GraphRestoreFacts> => {
  const { run, source, ...options } = more;
  return restore(source ?? bytesSource(bytes), endpoint, run ?? recordedRun(), {
    method: 'auto',
    scratch: SCRATCH,
    trusted: true,
    beforeTouch: async () => {},
    ...options,
  });
};
