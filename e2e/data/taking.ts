import { createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { SnapshotMethod } from '#lib/domain/backup';
import type { Endpoint } from '#lib/domain/data-store';
import type { SnapshotFacts } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { snapshot } from '#lib/engines/redis/snapshot/snapshot';
import type { TestServer } from '../servers/server-process.ts';
import { endpointOf, recordedRun } from './restoring.ts';

/** A snapshot as a file `dump.rdb` in a folder of its own, which the caller removes. */
export type TakenFile = { facts: SnapshotFacts<RdbFacts>; folder: string; path: string; lines: string[] };

export const takeFile = async (
  server: Pick<TestServer, 'port'>,
  method: SnapshotMethod | 'auto',
  endpoint: Partial<Endpoint> = {},
): Promise<TakenFile> => {
  const folder = mkdtempSync(join(tmpdir(), 'amber-taken-'));
  const path = join(folder, 'dump.rdb');
  const file = createWriteStream(path);
  const run = recordedRun();
  const write = (chunk: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      file.write(Buffer.from(chunk), (error) => (error ? reject(error) : resolve()));
    });
  const facts = await snapshot({ ...endpointOf(server), ...endpoint }, { write }, run, {
    method,
    scratch: folder,
    reader: 'test',
  });
  file.end();
  await finished(file);
  return { facts, folder, path, lines: run.lines };
};
