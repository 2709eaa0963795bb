import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dragonflyBinary, startDragonfly } from '../../e2e/servers/dragonfly.ts';
import { redisCli, startRedis } from '../../e2e/servers/redis.ts';
import { fill } from './data-set.ts';
import { interleave, type Run, runOnce, type Summary } from './measure.ts';
import { writeRestores } from './ready-made-restores.ts';
import { atLeast, atMost, type Row } from './rows.ts';

/** Of each: interleaved, after one that does not count. */
export const ROUNDS = 5;
const MB = 1e6;
const SMALL_KEYS = 600_000;
const PEAK = { must: 256, aim: 160 };

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'amber-bench-'));
const amber = (...args: string[]) => runOnce(process.execPath, [join(root, 'bin/amber'), ...args]);
const words = (value: number, digits = 2) => value.toFixed(digits);
const peaks: { what: string; peakBytes: number }[] = [];
const remember = (what: string, { peakBytes }: Pick<Run, 'peakBytes'>) => peaks.push({ what, peakBytes });

let output = 0;
/** A new folder for each snapshot: one that holds a backup is refused. */
const outFolder = () => {
  output += 1;
  return join(folder, `out-${output}`);
};
const snapshot = async (uri: string, method: string): Promise<Run> => {
  const out = outFolder();
  const run = await amber('snapshot', uri, '--out', out, '--method', method);
  await rm(out, { recursive: true, force: true });
  return run;
};

const ratioRow = (
  measure: string,
  against: string,
  [ours, theirs]: Summary[],
  limits: { must: number; aim: number },
): Row => {
  const ratio = ours!.seconds / theirs!.seconds;
  return {
    measure,
    against,
    result: `${words(ratio)} ×`,
    must: `≤ ${limits.must} ×`,
    aim: `≤ ${limits.aim} ×`,
    met: atMost(ratio, limits),
    detail: `${words(ours!.seconds)} s / ${words(theirs!.seconds)} s`,
  };
};

const replicaRow = async (port: number): Promise<Row> => {
  // redis-cli asks for a diskless transfer, which waits for this delay; 0 is the kindest to it
  redisCli({ port }, ['CONFIG', 'SET', 'repl-diskless-sync-delay', '0']);
  const results = await interleave(ROUNDS, [
    () => snapshot(`redis://127.0.0.1:${port}`, 'replica'),
    () => runOnce('redis-cli', ['-p', String(port), '--rdb', join(folder, 'cli.rdb')]),
  ]);
  remember('snapshot --method replica, small set', results[0]!);
  return ratioRow('`amber snapshot --method replica`', '`redis-cli --rdb`', results, {
    must: 1.25,
    aim: 1.1,
  });
};

const scanRow = async (product: string, port: number): Promise<Row> => {
  const [ours] = await interleave(ROUNDS, [() => snapshot(`redis://127.0.0.1:${port}`, 'scan')]);
  remember(`snapshot --method scan, ${product}`, ours!);
  const rate = SMALL_KEYS / ours!.seconds;
  return {
    measure: `\`amber snapshot --method scan\`, ${product}`,
    against: 'keys/s on small keys',
    result: `${Math.round(rate / 1000)}k`,
    must: '≥ 150k',
    aim: '≥ 220k',
    met: atLeast(rate, { must: 150_000, aim: 220_000 }),
    detail: `${words(ours!.seconds)} s for ${SMALL_KEYS.toLocaleString('en-GB')} keys, start of the process included`,
  };
};

const restoreRow = async (rdb: string): Promise<Row> => {
  const target = await startRedis();
  const commands = join(folder, 'restores.resp');
  await writeRestores(rdb, commands, [9, 10]);
  const flush = () => redisCli(target, ['FLUSHALL', 'SYNC']);
  const results = await interleave(ROUNDS, [
    async () => {
      flush();
      return await amber(
        'restore',
        rdb,
        '--to',
        `redis://127.0.0.1:${target.port}`,
        '--method',
        'restore',
        '--yes',
      );
    },
    async () => {
      flush();
      const file = await open(commands);
      try {
        return await runOnce('redis-cli', ['-p', String(target.port), '--pipe'], file.fd);
      } finally {
        await file.close();
      }
    },
  ]);
  await target.stop();
  remember('restore --method restore, small set', results[0]!);
  return ratioRow('`amber restore --method restore`', '`redis-cli --pipe` of ready-made RESTOREs', results, {
    must: 1.3,
    aim: 1,
  });
};

const inspectRow = async (rdb: string): Promise<Row> => {
  const [ours] = await interleave(ROUNDS, [
    () =>
      runOnce('taskset', ['-c', '0', process.execPath, join(root, 'bin/amber'), 'inspect', rdb, '--json']),
  ]);
  remember('inspect, small set', ours!);
  const rate = (await stat(rdb)).size / MB / ours!.seconds;
  return {
    measure: '`amber inspect`',
    against: 'MB/s of plain RDB on one core',
    result: `${Math.round(rate)} MB/s`,
    must: '≥ 300',
    aim: '≥ 600',
    met: atLeast(rate, { must: 300, aim: 600 }),
    detail: `${words(ours!.seconds)} s, start of the process included`,
  };
};

const peakRow = (): Row => {
  const worst = peaks.reduce((a, b) => (b.peakBytes > a.peakBytes ? b : a));
  const list = peaks.map(({ what, peakBytes }) => `${what}: ${Math.round(peakBytes / 1e6)} MB`).join('; ');
  return {
    measure: 'peak memory (VmHWM) of each',
    against: 'constant',
    result: `${Math.round(worst.peakBytes / 1e6)} MB at most`,
    must: '< 256 MB',
    aim: '< 160 MB',
    met: atMost(worst.peakBytes / 1e6, PEAK),
    detail: list,
  };
};

/** One value of 512 MB of random bytes: the largest a stock server takes. */
const measureLargeValue = async (): Promise<void> => {
  const server = await startRedis();
  redisCli(server, ['EVAL', "redis.call('SETRANGE','large',536870911,'x')", '0']);
  for (const method of ['replica', 'scan']) {
    remember(
      `snapshot --method ${method}, one value of 512 MB`,
      await snapshot(`redis://127.0.0.1:${server.port}`, method),
    );
  }
  const out = outFolder();
  await amber('snapshot', `redis://127.0.0.1:${server.port}`, '--out', out);
  remember('inspect, one value of 512 MB', await amber('inspect', out, '--json'));
  remember(
    'restore, one value of 512 MB',
    await amber('restore', out, '--to', `redis://127.0.0.1:${server.port}`, '--yes'),
  );
  await server.stop();
};

const measureTenTimes = async (): Promise<void> => {
  const server = await startRedis();
  await fill(server.port, SMALL_KEYS * 10, 'mixed');
  for (const method of ['replica', 'scan']) {
    remember(
      `snapshot --method ${method}, ten times`,
      await snapshot(`redis://127.0.0.1:${server.port}`, method),
    );
  }
  const out = outFolder();
  await amber('snapshot', `redis://127.0.0.1:${server.port}`, '--out', out);
  remember('inspect, ten times', await amber('inspect', out, '--json'));
  remember(
    'restore, ten times',
    await amber('restore', out, '--to', `redis://127.0.0.1:${server.port}`, '--yes'),
  );
  await server.stop();
};

export const COMMAND_LINE_MEASURES = ['replica', 'scan', 'restore', 'inspect', 'memory'] as const;
export type CommandLineMeasure = (typeof COMMAND_LINE_MEASURES)[number];

/** Measures the command line as whole processes against peers, in turn. `large` adds the set of ten times the size. */
export const measureCommandLine = async (
  wanted: (name: CommandLineMeasure) => boolean,
  large: boolean,
): Promise<Row[]> => {
  const rows: Row[] = [];
  try {
    const mixed = await startRedis();
    await fill(mixed.port, SMALL_KEYS, 'mixed');
    redisCli(mixed, ['SAVE']);
    const rdb = join(folder, 'set.rdb');
    await copyFile(join(mixed.dir, 'dump.rdb'), rdb);
    console.log(`${SMALL_KEYS} mixed keys, ${Math.round((await stat(rdb)).size / MB)} MB of RDB`);
    if (wanted('replica')) rows.push(await replicaRow(mixed.port));
    await mixed.stop();
    if (wanted('scan')) rows.push(...(await scanRows()));
    if (wanted('restore')) rows.push(await restoreRow(rdb));
    if (wanted('inspect')) rows.push(await inspectRow(rdb));
    if (wanted('memory')) await measureLargeValue();
    if (wanted('memory') && large) await measureTenTimes();
    return peaks.length > 0 ? [...rows, peakRow()] : rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const scanRows = async (): Promise<Row[]> => {
  const small = await startRedis();
  await fill(small.port, SMALL_KEYS, 'small');
  const rows = [await scanRow('Redis', small.port)];
  await small.stop();
  if (dragonflyBinary() === null) {
    console.log('Dragonfly is left out: DRAGONFLY_BIN is not set.');
    return rows;
  }
  const dragonfly = await startDragonfly();
  await fill(dragonfly.port, SMALL_KEYS, 'small');
  rows.push(await scanRow('Dragonfly', dragonfly.port));
  await dragonfly.stop();
  return rows;
};
