import { AmberError } from '#lib/domain/errors';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { WRITE_BATCH } from '../scripts/restore-script.ts';
import { PAYLOAD_BYTES, type PackedBatch } from './batch.ts';
import { RESTORE_GROUP } from './restore-group.ts';

const BATCH_MS = 10 * 60_000;
const DROP_MS = 15_000;

export type WriteMode = 'one' | 'begin' | 'add' | 'end' | 'drop' | 'buf';
type Writing = {
  mode: WriteMode;
  keepIds: boolean;
  /** A transaction of the session, or a payload in pieces. */
  inSession: boolean;
  signal: AbortSignal;
};

const send = async (
  connection: GremlinConnection,
  payload: Uint8Array,
  { mode, keepIds, inSession, signal }: Writing,
): Promise<string> => {
  const [answer] = await connection.call({
    text: WRITE_BATCH,
    inSession,
    bindings: { pl: payload, kp: keepIds, md: mode, tg: RESTORE_GROUP },
    doing: 'to write a batch',
    signal,
    timeoutMs: BATCH_MS,
  });
  return String(answer ?? '');
};

/** `begin` or `end` of the transaction that a session holds. */
export const markTransaction = async (
  connection: GremlinConnection,
  mode: 'begin' | 'end',
  signal: AbortSignal,
): Promise<void> => {
  await send(connection, new Uint8Array(0), { mode, keepIds: false, inSession: true, signal });
};

/** Rolls back what was begun and not ended; in silence, as it tidies up after what failed. */
export const dropTransaction = async (connection: GremlinConnection): Promise<void> => {
  await connection
    .call({
      text: WRITE_BATCH,
      inSession: true,
      bindings: { pl: new Uint8Array(0), kp: false, md: 'drop', tg: RESTORE_GROUP },
      doing: 'to roll back',
      timeoutMs: DROP_MS,
    })
    .catch(() => {});
};

/**
 * Writes a batch and gives the new ids of its vertices in their order; none where they are kept. What is too long for a
 * request goes in pieces, which the session keeps until the last one.
 */
export const writeBatch = async (
  connection: GremlinConnection,
  batch: PackedBatch,
  writing: Writing,
): Promise<string[]> => {
  let at = 0;
  for (; batch.payload.length - at > PAYLOAD_BYTES; at += PAYLOAD_BYTES) {
    await send(connection, batch.payload.subarray(at, at + PAYLOAD_BYTES), { ...writing, mode: 'buf' });
  }
  const answer = await send(connection, batch.payload.subarray(at), writing);
  const ids = writing.keepIds || answer === '' ? [] : answer.split(',');
  const written = writing.keepIds ? Number(answer) : ids.length;
  if (written !== batch.ids.length) {
    throw new AmberError(
      'store-protocol',
      `${connection.name} was sent ${batch.ids.length} vertices and says that it wrote ${written}.`,
    );
  }
  return ids;
};

export const needsSession = ({ payload }: PackedBatch): boolean => payload.length > PAYLOAD_BYTES;
