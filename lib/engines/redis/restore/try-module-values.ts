import { randomBytes } from 'node:crypto';
import { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { ByteSource } from '#lib/domain/ports/engine';
import { countOf } from '#lib/domain/words/figures';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { FOOTER_BYTES, writeFooter } from '#lib/engines/redis/rdb/dump-payload';
import { moduleName } from '#lib/engines/redis/rdb/module-name';
import { RdbParser } from '#lib/engines/redis/rdb/rdb-parser';
import type { RdbEntry, RdbVisitor } from '#lib/engines/redis/rdb/rdb-visitor';
import { ReplyError } from '#lib/engines/redis/resp/reply';
import type { LoadingPlan } from './loading-plan.ts';
import { chunksOf } from './source-chunks.ts';

export const MODULE_TYPE = 7;
/** A value above this is no sample. */
const MOST_SAMPLE = 1024 * 1024;
/** A module's id is a length of this form: one byte, then 64 bits. */
const ID_BYTES = 9;
/** Unix milliseconds: long over. */
const OVER = 1;

/** The values of one module type, and the smallest of them as it stands in the file. */
type Sample = { values: number; value: Buffer | null };

/** Keeps the smallest value of each module type. */
class SampleReader implements RdbVisitor {
  readonly samples = new Map<string, Sample>();
  #isModule = false;
  #parts: Buffer[] = [];
  #length = 0;

  keyBegin({ type }: RdbEntry): void {
    this.#isModule = type === MODULE_TYPE;
    this.#parts = [];
    this.#length = 0;
  }

  valueBytes(chunk: Uint8Array, start: number, end: number): void {
    if (!this.#isModule) return;
    this.#length += end - start;
    const kept = Math.min(end, start + MOST_SAMPLE);
    if (this.#length <= MOST_SAMPLE || this.#parts.length === 0)
      this.#parts.push(Buffer.from(chunk.subarray(start, kept)));
  }

  keyEnd(): void {
    if (!this.#isModule || this.#length < ID_BYTES) return;
    const value = Buffer.concat(this.#parts);
    if (value.length < ID_BYTES) return;
    const name = moduleName(value.readBigUInt64BE(1));
    const sample = this.samples.get(name) ?? { values: 0, value: null };
    sample.values += 1;
    const isWhole = value.length === this.#length;
    if (isWhole && value.length < (sample.value?.length ?? MOST_SAMPLE + 1)) sample.value = value;
    this.samples.set(name, sample);
  }
}

const payloadOf = (value: Buffer, version: number): Buffer => {
  const payload = Buffer.alloc(1 + value.length + FOOTER_BYTES);
  payload[0] = MODULE_TYPE;
  value.copy(payload, 1);
  writeFooter(payload, 1 + value.length, { start: 0, version });
  return payload;
};

const readSamples = async (source: ByteSource, run: Run): Promise<Map<string, Sample>> => {
  const reader = new SampleReader();
  const parser = new RdbParser(reader);
  for await (const chunk of chunksOf(source, run.signal)) parser.write(chunk);
  parser.end();
  return reader.samples;
};

/**
 * A module of the right name may still be too old for the values: Redis 8.0 does not read the vector sets of 8.6. Servers
 * load a value before they look at its expiry, and one that is over is then thrown away: RESTORE with it tells whether
 * the target reads the value and leaves no key. Throws `preflight-refused`.
 */
export const tryModuleValues = async (
  connection: RedisConnection,
  source: ByteSource,
  plan: LoadingPlan,
  run: Run,
): Promise<void> => {
  const key = `amber:probe:${randomBytes(8).toString('hex')}`;
  const refused: string[] = [];
  for (const [name, { values, value }] of await readSamples(source, run)) {
    if (value === null) continue;
    const payload = payloadOf(value, plan.footers[MODULE_TYPE]!);
    const reply = await connection.tryCall(['RESTORE', key, OVER, payload, 'ABSTTL']);
    if (reply instanceof ReplyError && /bad data format/i.test(reply.message))
      refused.push(
        `${countOf(values, 'module value')} (${name}) cannot be loaded by the target, whose module is another version`,
      );
  }
  if (refused.length > 0) {
    const cure = 'restore into a server whose modules are as new as where the backup was taken';
    throw new AmberError('preflight-refused', `${refused.join('. ')}; ${cure}.`);
  }
};
