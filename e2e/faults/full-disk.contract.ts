import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { audit } from './audit.ts';
import { HASTY_WORKER, type Installation, startInstallation, until } from './installation.ts';
import { recordFault } from './record-fault.ts';

const MEBIBYTE = 1 << 20;

export type FullDisk = {
  /** The test's `import.meta.url`. */
  test: string;
  when: string;
  /** Puts a disk of 8 MB over the folder; gives how to take it away. */
  mount(folder: string): () => void;
  possible: boolean;
};

/** What must become of a backup that is larger than the disk. One a test file, as installations are. */
export const fullDiskContract = ({ test, when, mount, possible }: FullDisk) =>
  describe.runIf(possible)(`row 7: a storage whose disk is full ${when}`, () => {
    let amber: Installation;
    let redis: TestServer;
    let folder: string;
    let unmount: () => void;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'amber-small-'));
      await mkdir(join(folder, 'storage'));
      unmount = mount(join(folder, 'storage'));
      execFileSync('rm', ['-rf', join(folder, 'storage/lost+found')]);
      amber = await startInstallation({ dataDir: folder });
      redis = await startRedis();
    });
    afterAll(async () => {
      await amber.stop();
      await redis.stop();
      unmount();
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
      const worker = await amber.startWorker(HASTY_WORKER);
      const first = await amber.startBackup(store);
      expect(await ended(first.operationId)).toMatchObject({ state: 'completed' });
      const free = () => statfsSync(join(folder, 'storage')).bavail;
      const before = free();
      // Nothing that compresses: 12 MB, more than there is room for, and far more than the last backup lets expect.
      // not say so at the first look: its memory is told only when the worker asks.
      for (let part = 0; part < 12; part += 1)
        redisCli(redis, ['SET', `noise${part}`], { stdin: randomBytes(MEBIBYTE) });
      const second = await amber.startBackup(store);
      const operation = await ended(second.operationId);
      expect(operation).toMatchObject({ state: 'failed' });
      expect(operation.reason).toMatch(/ is full/);
      expect(free()).toBe(before);
      await worker.stop();
      expect(await audit(amber)).toEqual([]);
      recordFault(test, {
        rows: [7],
        injected: `A disk of 8 MB that is full ${when}`,
        times: 1,
        survived: 'Failed with the reason; the older backup verified in full, and the space was free again.',
      });
    });
  });
