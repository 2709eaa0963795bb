import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { type Installation, OWNER, startInstallation, until } from './installation.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

// mounting needs root
describe.runIf(process.getuid?.() === 0)('row 7: a storage on a full disk', () => {
  let amber: Installation;
  let redis: TestServer;
  let folder: string;
  let dataDir: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amber-small-'));
    dataDir = folder;
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    amber = await startInstallation({ dataDir });
    redis = await startRedis();
  });
  afterAll(async () => {
    await amber.stop();
    await redis.stop();
    execFileSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  });

  const ended = (id: string) =>
    until(async () => {
      const row = await amber.operation(id);
      return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
    }, 'the operation ends');

  it('fails with the reason, keeps the older backup and frees the space', async () => {
    redisCli(redis, ['SET', 'small', 'value']);
    const store = await amber.addStore(redis.port, 'grows');
    const worker = await amber.startWorker();
    const first = await amber.startBackup(store);
    expect(await ended(first.operationId)).toMatchObject({ state: 'completed' });
    // hexadecimal digits compress to half: 10 MB, more than there is room for, and far more than the last backup took
    redisCli(redis, [
      'EVAL',
      "for i=1,250000 do redis.call('SET','k'..i,redis.sha1hex(i)..redis.sha1hex(-i)) end",
      '0',
    ]);
    const second = await amber.startBackup(store);
    const operation = await ended(second.operationId);
    expect(operation).toMatchObject({ state: 'failed', attempt: 1 });
    expect(operation.reason).toMatch(/space|full|free/i);
    const left = (await amber.storedFiles()).filter((name) => name.includes(second.backupId));
    expect(left).toEqual([]);
    const { operationId } = await amber.web.verifyBackup(OWNER, { backupId: first.backupId });
    expect(await ended(operationId)).toMatchObject({ state: 'completed' });
    await worker.stop();
  });
});
