// A process of its own that restores a file into a port: for its peak memory. Prints one JSON object.
import { readFileSync } from 'node:fs';
import { inspectRdb } from '#lib/engines/redis/rdb/inspect-rdb';
import { fileSource, recordedRun, restoreInto } from './restoring.ts';

const [path = '', port = '0', known] = process.argv.slice(2);
const run = recordedRun();
const contents = known === 'known' ? await inspectRdb(fileSource(path)(run.signal)) : undefined;
const start = performance.now();
const facts = await restoreInto({ port: Number(port) }, path, { run, ...(contents ? { contents } : {}) });
const seconds = (performance.now() - start) / 1000;
const peakKilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
console.log(JSON.stringify({ facts, seconds, peakKilobytes }));
