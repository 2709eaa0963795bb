import { Agent, get } from 'node:http';
import { atMost, type Row } from '../rows.ts';
import { FLEET_WORDS, type MeasuredConsole, startMeasuredConsole } from './console-with-backups.ts';
import { percentile } from './percentile.ts';

const READS = 1_000;
const PATHS = [
  '/data-stores',
  '/api/data-stores',
  '/account/backups',
  '/api/backups',
  '/api/backups?search=orders',
  '/activity',
  '/api/activity',
  '/api/backups?status=failed',
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

/** All at once, each on a connection of its own. */
const readAtOnce = async (console: MeasuredConsole, count: number): Promise<Read[]> => {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const all = Array.from({ length: count }, (_, index) =>
    read(console, PATHS[index % PATHS.length]!, agent).catch(() => ({ path: '', status: 0, ms: 0 })),
  );
  return await Promise.all(all).finally(() => agent.destroy());
};

export const measure = async (): Promise<Row[]> => {
  const amber = await startMeasuredConsole();
  try {
    for (let round = 0; round < 3; round += 1) await readAtOnce(amber, 80);
    const begun = performance.now();
    const reads = await readAtOnce(amber, READS);
    const seconds = (performance.now() - begun) / 1000;
    const wrong = reads.filter(({ status }) => status !== 200);
    const p95 = percentile(
      reads.map(({ ms }) => ms / 1000),
      95,
    );
    for (const path of PATHS) {
      const times = reads.filter((each) => each.path === path).map(({ ms }) => ms);
      if (times.length > 0) console.log(`  ${path}: median ${Math.round(percentile(times, 50))} ms`);
    }
    return [
      {
        measure: '1,000 concurrent page and API reads',
        against: 'p95, none refused',
        result: `${p95.toFixed(2)} s`,
        must: '< 2 s',
        aim: '< 0.5 s',
        met: wrong.length === 0 ? atMost(p95, { must: 2, aim: 0.5 }) : 'no',
        detail: `${wrong.length} other than 200, ${Math.round(READS / seconds)} reads/s; all sent at once; ${FLEET_WORDS}`,
      },
    ];
  } finally {
    await amber.stop();
  }
};
