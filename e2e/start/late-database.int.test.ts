import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startInstallation, until } from '../faults/installation.ts';
import { recordFault } from '../faults/record-fault.ts';
import { launchAmber, untilReady } from '../servers/amber.ts';
import { startPostgres, type TestPostgres } from '../servers/postgres.ts';

// the first of them may build the console
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let folder: string;
let postgres: TestPostgres;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amber-late-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Status and body of `/api/ready`; null: nobody answers. */
const ready = async (port: number): Promise<{ status: number; body: string } | null> => {
  try {
    const call = request({
      host: '127.0.0.1',
      port,
      path: '/api/ready',
      headers: { host: `localhost:${port}` },
    });
    call.end();
    const [response] = await once(call, 'response');
    return { status: response.statusCode, body: await text(response) };
  } catch {
    return null;
  }
};

it('row 28: npm start waits for a database that is down, is ready when it is there, and says so while it is gone', async () => {
  const settings = {
    DATABASE_URL: postgres.url,
    AMBER_SECRET_KEY: 'a-secret-key-for-a-database-that-is-late',
    AMBER_DATA_DIR: join(folder, 'data'),
  };
  let starting: ReturnType<typeof launchAmber> | undefined;
  await postgres.crashAndRestart(async () => {
    starting = launchAmber(settings);
    const amber = await starting;
    await until(() => amber.output().includes('Waiting for the database at 127.0.0.1'), 'it waits', 240);
    expect(await ready(amber.port)).toBeNull();
  });
  const amber = await untilReady(await starting!);
  expect(await ready(amber.port)).toMatchObject({ status: 200 });
  await postgres.crashAndRestart(async () => {
    const answer = await until(async () => {
      const found = await ready(amber.port);
      return found?.status === 503 ? found : null;
    }, 'it is not ready');
    expect(answer.body).toContain('the database does not answer');
  });
  await until(async () => (await ready(amber.port))?.status === 200, 'it is ready again');
  expect(await amber.stop()).toBe(0);
});

it('row 28: a worker alone waits, takes its jobs when the database is there, and can be stopped while it waits', async () => {
  const amber = await startInstallation();
  try {
    const store = await amber.addStore(9, 'nobody');
    const { operationId } = await amber.startBackup(store);
    let worker = amber.launchWorker();
    await amber.postgres.crashAndRestart(async () => {
      await worker.kill();
      const stopped = amber.launchWorker();
      worker = amber.launchWorker();
      for (const each of [stopped, worker])
        await until(() => each.output().includes('Waiting for the database'), 'it waits');
      await stopped.stop();
      expect(stopped.hasEnded()).toBe(true);
      expect(worker.hasEnded()).toBe(false);
    });
    await until(
      async () =>
        (await amber.operation(operationId).catch(() => null))?.reason?.startsWith('Attempt 1 of 5 failed'),
      'it has taken the job',
    );
    await worker.stop();
  } finally {
    await amber.stop();
  }
  recordFault(import.meta.url, {
    rows: [28],
    injected:
      'Console and worker started, together and a worker alone, while PostgreSQL is down; PostgreSQL ended under a console that is ready',
    times: 3,
    survived:
      'Waited and said so; `/api/ready` was not 200 meanwhile and 200 afterwards; the worker took its jobs.',
  });
});
