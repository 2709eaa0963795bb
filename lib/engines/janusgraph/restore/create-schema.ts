import { gzipSync } from 'node:zlib';
import { AmberError } from '#lib/domain/errors';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import type { GraphSchema } from '../graphson/schema-line.ts';
import { CREATE_SCHEMA } from '../scripts/schema-create-script.ts';
import { PAYLOAD_BYTES } from './batch.ts';

const SCHEMA_MS = 5 * 60_000;

const inWords = (skipped: string): string => {
  const ttl = /^ttl (.*)$/s.exec(skipped);
  if (ttl) return `The expiry of ${ttl[1]}: the target's storage lets nothing expire.`;
  const index = /^index (.*?): (.*)$/s.exec(skipped);
  return index ? `The mixed index ${index[1]}: the target has no such index backend.` : skipped.slice(0, 200);
};

export type CreatedSchema = {
  /** What the target cannot hold, in words. */
  leftOut: string[];
  /** Names of the mixed indexes among it. */
  missingIndexes: string[];
};

/** The schema, compressed for one request; throws where it is too long for one. */
export const packSchema = (schema: GraphSchema): Buffer => {
  const packed = gzipSync(JSON.stringify(schema));
  if (packed.length > PAYLOAD_BYTES) {
    throw new AmberError(
      'preflight-refused',
      'The schema of the backup is too long for one request to the target (maxContentLength). Load it with the script of docs/recovery.md.',
    );
  }
  return packed;
};

/** Makes the schema in one transaction; what the target has already stays as it is. */
export const createSchema = async (
  connection: GremlinConnection,
  packed: Buffer,
  signal: AbortSignal,
): Promise<CreatedSchema> => {
  const [answer] = await connection.call({
    text: CREATE_SCHEMA,
    bindings: { sj: packed },
    doing: 'to make the schema',
    signal,
    timeoutMs: SCHEMA_MS,
  });
  const skipped: unknown = JSON.parse(String(answer));
  const names = Array.isArray(skipped) ? skipped.map(String) : [];
  return {
    leftOut: names.map(inWords),
    missingIndexes: names.flatMap((name) => /^index (.*?): /s.exec(name)?.[1] ?? []),
  };
};
