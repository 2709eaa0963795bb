/**
 * `npm run bench`: measures Amber on this machine and writes docs/benchmarks.md. `-- --large` adds the set of ten times
 * the size, `-- --only=<measure>,<measure>` runs some and prints them.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { COMMAND_LINE_MEASURES, measureCommandLine, ROUNDS } from './command-line.ts';
import { GRAPH_MEASURES, measureGraphs } from './graphs.ts';
import { type Row, tableOf } from './rows.ts';
import { isScaleMeasure, SCALE_MEASURES } from './scale/measures.ts';

const CHILD = '--measure=';
const argument = (name: string) => process.argv.find((arg) => arg.startsWith(name))?.slice(name.length);

/** In a process of its own, which sends its rows and ends with all that it started. */
const runScaleMeasure = async (name: string): Promise<Row[]> => {
  const child = fork(import.meta.filename, [`${CHILD}${name}`]);
  let rows: Row[] = [];
  child.on('message', (message) => {
    rows = message as Row[];
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The measure ${name} ended with ${code}`);
  return rows;
};

const loadWords = (): string => `load ${loadavg()[0]!.toFixed(1)} before it began`;

const measureScale = async (wanted: (name: string) => boolean): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const name of Object.keys(SCALE_MEASURES).filter(wanted)) {
    const load = loadWords();
    console.log(`${name}: ${load}`);
    const measured = await runScaleMeasure(name).catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
      return [];
    });
    rows.push(...measured.map((row) => ({ ...row, detail: `${row.detail}; ${load}` })));
  }
  return rows;
};

const machineWords = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

type Measured = { commandLine: readonly Row[]; graphs: readonly Row[]; scale: readonly Row[] };

const reportOf = ({ commandLine, graphs, scale }: Measured, large: boolean): string =>
  [
    '# Benchmarks',
    '',
    `Written by \`npm run bench${large ? ' -- --large' : ''}\` on ${machineWords()}.`,
    '',
    '## The command line',
    '',
    `Whole processes (\`node bin/amber …\`), medians of ${ROUNDS} interleaved runs after one that does not count.`,
    'The data: 600,000 mixed keys from a fixed seed (about 130 MB of RDB), 600,000 small ones for the rates of keys.',
    '',
    tableOf(commandLine),
    '',
    '## Graphs',
    '',
    'Whole processes (`node bin/amber …`) with a JanusGraph Server 1.1.0 on BerkeleyJE and Lucene (1 GB of heap) on this machine,',
    'medians of 3 interleaved runs after one that does not count. A vertex has six properties and about 700 bytes.',
    '',
    tableOf(graphs),
    '',
    '## Scale',
    '',
    'Real workers, consoles and servers on this machine, which share its cores with one another and with what measures',
    'them. PostgreSQL is the embedded one with its own settings, and writes durably.',
    '',
    tableOf(scale),
    '',
  ].join('\n');

const runAll = async (): Promise<void> => {
  const large = process.argv.includes('--large');
  const only = argument('--only=')?.split(',');
  const known = [...COMMAND_LINE_MEASURES, ...GRAPH_MEASURES, ...Object.keys(SCALE_MEASURES)];
  const unknown = only?.filter((name) => !known.includes(name)) ?? [];
  if (unknown.length > 0) throw new Error(`There is no measure ${unknown.join(', ')}: ${known.join(', ')}`);
  const wanted = (name: string) => only === undefined || only.includes(name);
  const commandLine = COMMAND_LINE_MEASURES.some(wanted) ? await measureCommandLine(wanted, large) : [];
  const graphs = GRAPH_MEASURES.some(wanted) ? await measureGraphs() : [];
  const scale = await measureScale(wanted);
  console.log(tableOf([...commandLine, ...graphs, ...scale]));
  const file = join(import.meta.dirname, '../../docs/benchmarks.md');
  if (only === undefined) await writeFile(file, reportOf({ commandLine, graphs, scale }, large));
};

const own = argument(CHILD);
if (own === undefined) await runAll();
else if (isScaleMeasure(own)) {
  const { measure } = await SCALE_MEASURES[own]();
  const rows = await measure();
  // the queue's sending side looks after its settings for as long as the process lives
  process.send?.(rows, () => process.exit(0));
}
