import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { chooseFooterVersion, PAYLOAD_OVERHEAD, writeFooter } from '#lib/engines/redis/rdb/dump-payload';
import { inspectRdb } from '#lib/engines/redis/rdb/inspect-rdb';
import type { RdbEntry } from '#lib/engines/redis/rdb/rdb-visitor';

/** Writes a file of RESTORE commands, as `redis-cli --pipe` takes them: the peer that a restore is measured against. */
export const writeRestores = async (rdb: string, target: string, versions: number[]): Promise<void> => {
  const out = createWriteStream(target);
  let entry: RdbEntry | undefined;
  let value: Buffer[] = [];
  let pending: Buffer[] = [];
  let key = Buffer.alloc(0);
  const bulk = (text: string | Buffer) => {
    const bytes = Buffer.from(text);
    pending.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'));
  };
  const finish = () => {
    const { type, expireAt } = entry!;
    const body = Buffer.concat(value);
    const payload = Buffer.alloc(body.length + PAYLOAD_OVERHEAD);
    payload[0] = type;
    body.copy(payload, 1);
    writeFooter(payload, body.length + 1, { start: 0, version: chooseFooterVersion(type, versions)! });
    pending.push(Buffer.from('*6\r\n'));
    for (const part of ['RESTORE', key, String(expireAt ?? 0), payload, 'ABSTTL', 'REPLACE']) bulk(part);
  };
  const visitor = {
    keyBegin: (begun: RdbEntry) => {
      entry = begun;
      key = Buffer.from(begun.key);
      value = [];
    },
    valueBytes: (chunk: Uint8Array, start: number, end: number) => {
      value.push(Buffer.from(chunk.subarray(start, end)));
    },
    keyEnd: finish,
  };
  const source = async function* () {
    for await (const chunk of createReadStream(rdb, { highWaterMark: 1 << 20 })) {
      yield chunk as Buffer;
      const ready = Buffer.concat(pending);
      pending = [];
      if (!out.write(ready)) await once(out, 'drain');
    }
  };
  await inspectRdb(source(), undefined, visitor);
  out.end(Buffer.concat(pending));
  await once(out, 'close');
};
