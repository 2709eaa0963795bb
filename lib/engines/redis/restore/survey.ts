import type { RedisProbe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { ByteSource } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { refusals } from '#lib/domain/restore';
import { preflight } from '#lib/engines/redis/preflight/preflight';
import { PAYLOAD_OVERHEAD } from '#lib/engines/redis/rdb/dump-payload';
import { type LoadingPlan, planLoading } from './loading-plan.ts';
import { checkPieces, type LongValue, measureValues, STREAM_ABOVE } from './measure-values.ts';

export type Survey = { facts: RdbFacts; long: LongValue[]; plan: LoadingPlan };

const measure = async (
  source: ByteSource,
  run: Run,
  known: RdbFacts | undefined,
): Promise<{ facts: RdbFacts; long: LongValue[] }> => {
  const longest = known?.largest[0]?.payloadBytes ?? 0;
  if (known && longest <= STREAM_ABOVE + PAYLOAD_OVERHEAD) return { facts: known, long: [] };
  return await measureValues(source, run);
};

/** Memory is an estimate that the caller has weighed; the rest would fail after the target was cleared. */
const refuseUnfit = (contents: RdbFacts, target: RedisProbe): void => {
  const refused = refusals(preflight({ contents, usedMemory: null, product: null }, target));
  const fatal = refused.filter(({ id }) => id !== 'memory');
  if (fatal.length === 0) return;
  throw new AmberError('preflight-refused', fatal.map(({ text }) => `${text}.`).join(' '));
};

/**
 * Finds out what the artefact holds and how long its long values are: reads it, unless the caller knows that none is
 * long. Throws `preflight-refused` for what the target cannot take.
 */
export const survey = async (
  source: ByteSource,
  target: RedisProbe,
  run: Run,
  known: RdbFacts | undefined,
): Promise<Survey> => {
  const { facts, long } = await measure(source, run, known);
  refuseUnfit(facts, target);
  const plan = planLoading(target, facts.magic);
  await checkPieces(source, run, plan, long);
  return { facts, long, plan };
};
