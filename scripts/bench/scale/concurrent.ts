import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Row } from '../rows.ts';
import { FLEET_WORDS, type MeasuredConsole, startMeasuredConsole } from './console-with-backups.ts';
import { percentile } from './percentile.ts';

const READS = 1_000;
const PATHS = [
  '/data-stores',
  '/api/data-stores',
  '/account/backups',
  '/api/backups',
  '/activity',
  '/api/activity',
  '/account/backups?search=orders',
  '/api/backups?search=orders',
];

type Read = { path: string; status: number; ms: number };

const read = ({ url, session }: MeasuredConsole, path: string, agent: Agent): Promise<Read> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const call = get(`${url}${path}`, { agent, headers: { cookie } }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ path, status: response.statusCode ?? 0, ms: performance.now() - begun }),
      );
      response.on('error', reject);
    });
    call.on('error', reject);
  });

const SPREAD_SECONDS = 30;

type Crowd = { count: number; overSeconds?: number; paths?: readonly string[] };

/** Each on a connection of its own; all at once, or evenly over some seconds. */
const readMany = async (
  amber: MeasuredConsole,
  { count, overSeconds = 0, paths = PATHS }: Crowd,
): Promise<Read[]> => {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const all = Array.from({ length: count }, async (_, index) => {
    const path = paths[index % paths.length]!;
    if (overSeconds > 0) await sleep((index / count) * overSeconds * 1000);
    return await read(amber, path, agent).catch(() => ({ path, status: 0, ms: 0 }));
  });
  return await Promise.all(all).finally(() => agent.destroy());
};

const rowOf = async (amber: MeasuredConsole, measure: string, overSeconds: number): Promise<Row> => {
  const begun = performance.now();
  const reads = await readMany(amber, { count: READS, overSeconds });
  const seconds = (performance.now() - begun) / 1000;
  const wrong = reads.filter(({ status }) => status !== 200).length;
  const times = reads.map(({ ms }) => ms / 1000);
  const p95 = percentile(times, 95);
  return {
    measure,
    against: 'p95, none refused',
    result: `${p95.toFixed(2)} s`,
    must: '< 2 s',
    aim: '< 0.5 s',
    met: wrong === 0 ? atMost(p95, { must: 2, aim: 0.5 }) : 'no',
    detail: `${wrong} other than 200, median ${percentile(times, 50).toFixed(2)} s, ${Math.round(READS / seconds)} reads/s; half of them pages; ${FLEET_WORDS}`,
  };
};

/** As many answers of a route that does nothing, at once: what the framework alone takes of the machine. */
const floorWords = async (amber: MeasuredConsole): Promise<string> => {
  const reads = await readMany(amber, { count: READS, paths: ['/api/health'] });
  const p95 = percentile(
    reads.map(({ ms }) => ms / 1000),
    95,
  );
  return `floor: as many of a route that does nothing ${p95.toFixed(2)} s`;
};

export const measure = async (): Promise<Row[]> => {
  const amber = await startMeasuredConsole();
  try {
    for (let round = 0; round < 3; round += 1) await readMany(amber, { count: 80 });
    const atOnce = await rowOf(amber, '1,000 page and API reads sent in the same instant', 0);
    return [
      { ...atOnce, detail: `${atOnce.detail}; ${await floorWords(amber)}` },
      await rowOf(amber, `1,000 people with a read each within ${SPREAD_SECONDS} s`, SPREAD_SECONDS),
    ];
  } finally {
    await amber.stop();
  }
};
