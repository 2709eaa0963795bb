import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { closedFolder } from './confined.ts';
import { startEmbedded } from './embedded.ts';

vi.setConfig({ testTimeout: 180_000 });

/** Below a folder that only its owner may enter, as a home is: root's PostgreSQL runs as somebody else. */
let folder: string;
let dataDir: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amber-embedded-'));
  dataDir = join(folder, 'data');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then((result) => result.rows)
    .finally(() => client.end());
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the embedded PostgreSQL', () => {
  it('is made at the first start, also where an earlier one was broken off', async () => {
    mkdirSync(join(dataDir, '.new-deadbeef'), { recursive: true });
    const first = await startEmbedded(dataDir);
    expect(existsSync(join(dataDir, '.new-deadbeef'))).toBe(false);
    await ask(first.databaseUrl, 'CREATE TABLE kept (id int)');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
  });

  it('keeps its data, its port and its password, and nobody else may read them', async () => {
    const server = await startEmbedded(dataDir);
    expect(await ask(server.databaseUrl, 'SELECT * FROM kept')).toEqual([]);
    expect(await ask(server.databaseUrl, 'SHOW listen_addresses')).toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
    const wrong = new URL(server.databaseUrl);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);
  });

  it('ends one that a killed launcher left behind, and starts anew', async () => {
    const left = await startEmbedded(dataDir);
    const next = await startEmbedded(dataDir);
    expect(next.databaseUrl).toBe(left.databaseUrl);
    expect(isAlive(left.pid)).toBe(false);
    expect(await ask(next.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await next.stop();
  });

  it('leaves a stranger alone whose number stands in postmaster.pid', async () => {
    const stranger = spawn('sleep', ['600']);
    try {
      writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${stranger.pid}\n${dataDir}/postgres\n`);
      const server = await startEmbedded(dataDir);
      await server.stop();
      expect(isAlive(stranger.pid!)).toBe(true);
    } finally {
      stranger.kill();
    }
  });

  it('takes another port where its own is taken meanwhile', async () => {
    const file = join(dataDir, 'postgres.json');
    const { port } = JSON.parse(readFileSync(file, 'utf8'));
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const server = await startEmbedded(dataDir);
    expect(new URL(server.databaseUrl).port).not.toBe(String(port));
    await server.stop();
    squatter.close();
  });

  it('says where the file with its password is damaged', async () => {
    writeFileSync(join(dataDir, 'postgres.json'), '{"port":');
    await expect(startEmbedded(dataDir)).rejects.toThrow('postgres.json is damaged');
  });
});

describe('closedFolder', () => {
  it('names the folder that a user may not enter', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    mkdirSync(join(closed, 'open'));
    execFileSync('chmod', ['755', folder]);
    const stranger = { uid: 65_533, gid: 65_533 };
    expect(closedFolder(join(closed, 'open', 'file'), stranger)).toBe(closed);
    expect(closedFolder(join(folder, 'file'), stranger)).toBeNull();
    expect(closedFolder(join(closed, 'file'), { uid: statSync(closed).uid, gid: 65_533 })).toBeNull();
  });
});
