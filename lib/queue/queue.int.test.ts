import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newDb, newPool } from '#lib/db/client';
import { migrate } from '#lib/db/migrate';
import { newOperationId } from '#lib/domain/ids';
import { startPostgres, type TestPostgres } from '../../e2e/servers/postgres.ts';
import { startBoss } from './boss.ts';
import { newSender } from './queue.ts';
import { type JobHandler, startWorking } from './work.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let postgres: TestPostgres;
let pool: pg.Pool;
beforeAll(async () => {
  postgres = await startPostgres();
  await migrate(postgres.url);
  pool = newPool(postgres.url);
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const ended: JobHandler = async () => ({ outcome: 'ended' });
const work = (backup: JobHandler) =>
  startWorking({
    databaseUrl: postgres.url,
    handlers: { backup, restore: ended, verification: ended, deletion: ended },
  });

const stateOf = async (id: string): Promise<{ state: string; retry_count: number } | undefined> => {
  const found = await pool.query('SELECT state, retry_count FROM pgboss.job WHERE id = $1', [id]);
  return found.rows[0];
};

/** Waits for an event, however long the machine takes; the test's own time limit ends it. */
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 50_000, interval: 50 });

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A worker in a process of its own and the lines it has said. */
const spawnWorker = async (mode: 'hold' | 'finish') => {
  const script = join(import.meta.dirname, '../../e2e/fixtures/queue-worker.ts');
  const child = spawn(process.execPath, [script, postgres.url, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'error' },
  });
  children.push(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => lines.push(line));
  await until(() => expect(lines).toContain('ready -'));
  return { child, lines };
};

describe('the queue', () => {
  const sender = newSender(() => pool);
  afterAll(() => sender.stop());

  it('has the schema that the installed pg-boss expects', async () => {
    const boss = await startBoss({ connectionString: postgres.url, supervise: false });
    const drift = await boss.detectSchemaDrift();
    await boss.stop({ graceful: false });
    expect(drift.ok).toBe(true);
  });

  it('delivers what was committed, and nothing that was rolled back', async () => {
    const db = newDb(pool);
    const [kept, lost] = [newOperationId(), newOperationId()];
    await db.$transaction(async (tx) => sender.within(tx).enqueue('backup', kept));
    const rolledBack = db.$transaction(async (tx) => {
      await sender.within(tx).enqueue('backup', lost);
      expect(await sender.within(tx).isAlive('backup', lost)).toBe(true);
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    expect(await sender.within(db).isAlive('backup', kept)).toBe(true);
    expect(await sender.within(db).isAlive('backup', lost)).toBe(false);

    const seen: string[] = [];
    const working = await work(async (id) => {
      seen.push(id);
      return { outcome: 'ended' };
    });
    await until(async () => expect((await stateOf(kept))?.state).toBe('completed'));
    await working.stop();
    expect(seen).toEqual([kept]);
    expect(await sender.within(db).isAlive('backup', kept)).toBe(false);
  });

  it('refuses a second job for the same operation', async () => {
    const db = newDb(pool);
    const id = newOperationId();
    await sender.within(db).enqueue('deletion', id);
    await expect(sender.within(db).enqueue('deletion', id)).rejects.toThrow('already');
  });

  it('delivers again what a handler wants again, and what it failed with an exception', async () => {
    const db = newDb(pool);
    const id = newOperationId();
    let deliveries = 0;
    const working = await work(async () => {
      deliveries += 1;
      if (deliveries === 1) return { outcome: 'again', afterSeconds: 0 };
      if (deliveries === 2) throw new Error('the store is down');
      return { outcome: 'ended' };
    });
    await sender.within(db).enqueue('backup', id);
    await until(async () => expect((await stateOf(id))?.state).toBe('completed'));
    await working.stop();
    expect(deliveries).toBe(3);
  });

  it('delivers no sooner than a handler wants it', async () => {
    const id = newOperationId();
    const working = await work(async () => ({ outcome: 'again', afterSeconds: 3_600 }));
    await sender.within(newDb(pool)).enqueue('backup', id);
    await until(async () => {
      const found = await pool.query(
        "SELECT state, start_after > now() + interval '50 minutes' AS later FROM pgboss.job WHERE id = $1",
        [id],
      );
      expect(found.rows).toEqual([{ state: 'retry', later: true }]);
    });
    await working.stop();
    expect(await sender.within(newDb(pool)).isAlive('backup', id)).toBe(true);
  });

  it('hands running work back when it stops, and another worker goes on', async () => {
    const id = newOperationId();
    const first = await spawnWorker('hold');
    await sender.within(newDb(pool)).enqueue('backup', id);
    await until(() => expect(first.lines).toContain(`begin ${id}`));
    first.child.kill('SIGTERM');
    await until(() => expect(first.child.exitCode).toBe(0));
    expect(first.lines).toContain(`aborted ${id}`);
    expect((await stateOf(id))?.state).toBe('retry');

    const second = await spawnWorker('finish');
    await until(async () => expect((await stateOf(id))?.state).toBe('completed'));
    expect(second.lines).toContain(`begin ${id}`);
  });

  it('delivers a killed worker’s job to another one', async () => {
    const id = newOperationId();
    const first = await spawnWorker('hold');
    await sender.within(newDb(pool)).enqueue('backup', id);
    await until(() => expect(first.lines).toContain(`begin ${id}`));
    const second = await spawnWorker('finish');
    first.child.kill('SIGKILL');
    await until(async () => expect((await stateOf(id))?.state).toBe('completed'));
    expect(second.lines).toEqual(['ready -', `begin ${id}`]);
  });

  it('goes on after PostgreSQL was cut off in the middle', async () => {
    const db = newDb(pool);
    const [before, after] = [newOperationId(), newOperationId()];
    const seen: string[] = [];
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const working = await work(async (id) => {
      seen.push(id);
      if (id === before) await held;
      return { outcome: 'ended' };
    });
    await sender.within(db).enqueue('backup', before);
    await until(() => expect(seen).toEqual([before]));
    await postgres.crashAndRestart();
    goOn();
    await until(() => sender.within(db).enqueue('backup', after));
    await until(async () => expect((await stateOf(after))?.state).toBe('completed'));
    await until(async () => expect((await stateOf(before))?.state).toBe('completed'));
    await working.stop();
  });
});
