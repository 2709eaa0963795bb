import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { replyText } from '#lib/engines/redis/resp/reply';
import { noise } from '../../../../e2e/data/every-type.ts';
import { savedFile, send, serverRack, withConnection } from '../../../../e2e/data/restoring.ts';
import { recordFault } from '../../../../e2e/faults/record-fault.ts';
import { startRedis } from '../../../../e2e/servers/redis.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';

const rack = serverRack();
afterAll(rack.stop);

const MEBIBYTE = 1024 * 1024;
const script = fileURLToPath(new URL('../../../../e2e/data/restore-process.ts', import.meta.url));

const digest = async (server: TestServer) => replyText(await send(server, ['DEBUG', 'DIGEST']));

const appendNoise = (server: TestServer, key: string, mebibytes: number) =>
  withConnection(server, async (connection) => {
    const part = noise(16 * MEBIBYTE, mebibytes);
    for (let done = 0; done < mebibytes; done += 16) await connection.call(['APPEND', key, part]);
  });

it('row 32: moves strings of 512 MB through constant memory', { timeout: 180_000 }, async () => {
  const source = await rack.keep(startRedis());
  // Its payload is sixteen bytes too long for one RESTORE: it goes in pieces. The next one streams.
  await appendNoise(source, 'noise', 512);
  await appendNoise(source, 'noise:shorter', 128);
  // Small in the file, 512 MB in the server.
  await send(source, ['SETRANGE', 'compressible', 512 * MEBIBYTE - 1, 'z'], ['SET', 'small', 'value']);
  const file = await savedFile(source);
  const target = await rack.keep(startRedis());
  const { stdout } = await promisify(execFile)(process.execPath, [script, file, String(target.port)]);
  const { facts, peakKilobytes } = JSON.parse(stdout);
  expect(facts).toMatchObject({ keys: 4, differences: [] });
  expect(await digest(target)).toBe(await digest(source));
  expect(peakKilobytes).toBeLessThan(160_000);
  recordFault(import.meta.url, {
    rows: [32],
    injected: 'A restore of two strings of 512 MB and one of 128',
    times: 1,
    survived: 'Equal contents; the process took less than 160 MB.',
  });
});
