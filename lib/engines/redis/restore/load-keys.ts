import type { Run } from '#lib/domain/operation';
import type { ByteSource } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { RdbParser } from '#lib/engines/redis/rdb/rdb-parser';
import { KeyLoader } from './key-loader.ts';
import type { Loaded } from './loaded.ts';
import type { LoadingPlan } from './loading-plan.ts';
import type { LongValue } from './measure-values.ts';
import { Pipeline } from './pipeline.ts';
import { chunksOf } from './source-chunks.ts';

/** What is parsed between two looks at how much is on the way. */
const SLICE_BYTES = 128 * 1024;
/** Silence of the target that is worth a line in the log, and how often. */
const SILENCE_MS = 15_000;

export type LoadingJob = {
  source: ByteSource;
  facts: RdbFacts;
  plan: LoadingPlan;
  long: readonly LongValue[];
  /** Milliseconds that the target's clock is ahead of ours. */
  clockOffset: number;
};

export type LoadingResult = { loaded: Loaded; keys: number; bytes: number };

const watchSilence = (connection: RedisConnection, run: Run): NodeJS.Timeout => {
  const timer = setInterval(() => {
    const seconds = Math.round(connection.quietMs() / 1000);
    if (seconds * 1000 >= SILENCE_MS) run.log(`The target has not answered for ${seconds} s: waiting`);
  }, SILENCE_MS);
  timer.unref();
  return timer;
};

/** Reads the source again and writes every key; ends when the last one is acknowledged. */
export const loadKeys = async (
  connection: RedisConnection,
  job: LoadingJob,
  run: Run,
): Promise<LoadingResult> => {
  const { facts, plan } = job;
  const pipeline = new Pipeline(connection);
  const loader = new KeyLoader(pipeline, plan, job);
  const parser = new RdbParser(loader);
  const keysTotal = Object.values(facts.databases).reduce((sum, { keys }) => sum + keys, 0);
  const report = () =>
    run.progress({
      phase: 'Loading',
      bytes: parser.bytes,
      bytesTotal: facts.bytes,
      keys: pipeline.keys,
      keysTotal,
    });
  const timer = watchSilence(connection, run);
  try {
    for await (const chunk of chunksOf(job.source, run.signal)) {
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        run.mustHold?.();
        loader.now = Date.now() + job.clockOffset;
        parser.write(at === 0 && chunk.length <= SLICE_BYTES ? chunk : chunk.subarray(at, at + SLICE_BYTES));
        loader.endChunk();
        pipeline.flush();
        if (!pipeline.isReady) await pipeline.ready();
      }
      report();
    }
    parser.end();
    await pipeline.drain();
    report();
  } catch (error) {
    throw pipeline.failure ?? error;
  } finally {
    clearInterval(timer);
  }
  const { loaded } = loader;
  return { loaded, keys: pipeline.keys - loaded.refusedKeys, bytes: parser.bytes };
};
