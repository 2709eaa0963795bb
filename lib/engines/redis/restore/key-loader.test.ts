import { beforeEach, describe, expect, it } from 'vitest';
import type { ReplyReceiver } from '#lib/engines/redis/connection/redis-connection';
import { FOOTER_BYTES } from '#lib/engines/redis/rdb/dump-payload';
import { KeyLoader } from './key-loader.ts';
import type { LoadingPlan } from './loading-plan.ts';
import { Pipeline } from './pipeline.ts';

const NOW = Date.UTC(2026, 10, 23);
const PLAN: LoadingPlan = {
  footers: new Int16Array(256).fill(10),
  magic: 'REDIS',
  maxBulkBytes: 512 << 20,
  functions: true,
  memberExpiries: false,
  dragonfly: true,
};
/** A set of Dragonfly 1.40.1 as DUMP gave it, and when the last of its members expires. */
const SET = Buffer.from('IAICbTLC+5cBDwJtMcL7lwEPCQBCsUE3HtGUnw==', 'base64');
const LAST_MEMBER = (1_675_209_600 + 0x0f_01_97_fb) * 1000;

/** A connection that keeps what it is to send, and whom the replies are for. */
class Recorder {
  sent = '';
  receivers: ReplyReceiver[] = [];
  expect(replies: number, receiver: ReplyReceiver): void {
    for (let i = 0; i < replies; i += 1) this.receivers.push(receiver);
  }
  write(bytes: Buffer, written: () => void): void {
    this.sent += bytes.toString('latin1');
    written();
  }
}

let connection: Recorder;
let pipeline: Pipeline;
let loader: KeyLoader;
const loaderWith = (options: Partial<ConstructorParameters<typeof KeyLoader>[2]> = {}) => {
  connection = new Recorder();
  pipeline = new Pipeline(connection as never);
  loader = new KeyLoader(pipeline, PLAN, { long: [], clockOffset: 0, ...options });
  loader.now = NOW;
};
beforeEach(() => loaderWith());

const load = (key: string, expireAt: number | null, value = Buffer.from([0, 1, 0x76])) => {
  loader.keyBegin({ database: 0, key: Buffer.from(key), type: value[0]!, expireAt } as never);
  loader.valueBytes(value, 1, value.length);
  loader.keyEnd();
  loader.endChunk();
  pipeline.flush();
};
const setOf = () => SET.subarray(0, SET.length - FOOTER_BYTES);

describe('a key whose time is over', () => {
  it.each([
    ['long ago', 1],
    ['this very millisecond', NOW],
  ])('%s is left out and counted', (_, expireAt) => {
    load('over', expireAt);
    load('stays', null);
    expect(connection.sent).not.toContain('over');
    expect(connection.sent).toContain('$5\r\nstays\r\n');
    expect(loader.loaded).toMatchObject({ expiredKeys: 1, clampedExpiries: 0 });
    expect(loader.loaded.database(0)).toEqual({ keys: 1, nextExpiry: Number.POSITIVE_INFINITY });
  });

  it('is written a millisecond before, with its time', () => {
    load('soon', NOW + 1);
    expect(connection.sent).toContain(`$4\r\nsoon\r\n$13\r\n${NOW + 1}\r\n`);
    expect(loader.loaded).toMatchObject({ expiredKeys: 0, clampedExpiries: 0 });
  });

  it('is counted as shortened where Dragonfly does so', () => {
    load('far', NOW + 300_000_000_000);
    expect(connection.sent).toContain(`${NOW + 300_000_000_000}`);
    expect(loader.loaded).toMatchObject({ expiredKeys: 0, clampedExpiries: 1 });
  });
});

describe('a value whose members expire', () => {
  it.each([
    ['whole', []],
    ['in a stream', [{ ordinal: 0, bytes: SET.length - FOOTER_BYTES - 1, lastMemberExpiry: LAST_MEMBER }]],
  ])('is left out when none is left, %s', (_, long) => {
    loaderWith({ long });
    loader.now = LAST_MEMBER;
    load('set', null, setOf());
    expect(connection.sent).toBe('');
    expect(loader.loaded).toMatchObject({ expiredHashes: 1, refusedKeys: 0 });
  });

  it.each([
    ['the last member expired on the way', LAST_MEMBER, null],
    ['a member is still there', LAST_MEMBER - 60_000, 'restore-incomplete'],
  ])('is refused by Dragonfly while %s', (_, targetTime, failure) => {
    loaderWith({ clockOffset: targetTime - Date.now() + 10 });
    load('set', null, setOf());
    expect(connection.receivers).toHaveLength(1);
    connection.receivers[0]!.error('ERR Internal error');
    expect(pipeline.failure?.code ?? null).toBe(failure);
    expect(loader.loaded.refusedKeys).toBe(failure === null ? 1 : 0);
  });
});
