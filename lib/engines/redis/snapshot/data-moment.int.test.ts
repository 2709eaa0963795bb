import { expect, it } from 'vitest';
import { endpointOf, recordedRun } from '../../../../e2e/data/restoring.ts';
import { redisCli, startRedis } from '../../../../e2e/servers/redis.ts';
import { connect } from '../connection/connect.ts';
import { probeConnection } from '../probe/probe-connection.ts';
import { redisEngine } from '../redis-engine.ts';
import { snapshotByReplica } from './snapshot-replica.ts';

const SINK = { write: async () => {} };

it('begins when the server forks, not when it is asked: what is written while it waits is in the file', async () => {
  const server = await startRedis({ args: ['--repl-diskless-sync-delay', '2'] });
  try {
    const run = recordedRun();
    const connection = await connect(endpointOf(server), { signal: run.signal });
    const probe = await probeConnection(connection);
    let written = 0;
    const writing = expect
      .poll(() => redisCli(server, ['info', 'replication']), { timeout: 20_000 })
      .toMatch(/state=wait_bgsave/)
      .then(() => {
        redisCli(server, ['SET', 'meanwhile', 'x']);
        written = performance.now();
      });
    let begun = 0;
    const dataBegins = () => {
      begun = performance.now();
    };
    const facts = await snapshotByReplica(connection, SINK, run, { probe, diskless: true, dataBegins });
    await writing;
    expect(facts.databases).toEqual({ 0: { keys: 1, expires: 0 } });
    expect(begun).toBeGreaterThan(written);
  } finally {
    await server.stop();
  }
});

it.each(['replica', 'scan'] as const)('is told once by %s', async (method) => {
  const server = await startRedis();
  try {
    let told = 0;
    const dataBegins = () => {
      told += 1;
    };
    const options = { method, scratch: '/nowhere', reader: 'test', dataBegins };
    await redisEngine.snapshot(endpointOf(server), SINK, recordedRun(), options);
    expect(told).toBe(1);
  } finally {
    await server.stop();
  }
});
