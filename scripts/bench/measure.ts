import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export type Run = { seconds: number; peakBytes: number };

const POLL_MS = 10;

/** VmHWM of the process itself, bytes; 0 when it has gone. */
const peakOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
};

/** One whole process, from spawn to exit. Throws when it fails. */
export const runOnce = (binary: string, args: readonly string[], stdin?: number): Promise<Run> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(binary, args, { stdio: [stdin ?? 'ignore', 'ignore', 'pipe'] });
    let peakBytes = 0;
    let complaint = '';
    const timer = setInterval(async () => {
      peakBytes = Math.max(peakBytes, await peakOf(child.pid!));
    }, POLL_MS);
    child.stderr!.on('data', (data) => {
      complaint = (complaint + String(data)).slice(-500);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - begun) / 1000;
      if (code === 0) resolve({ seconds, peakBytes });
      else reject(new Error(`${binary} ${args.join(' ')} ended with ${code}: ${complaint}`));
    });
  });

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export type Summary = { seconds: number; peakBytes: number };

const summaryOf = (runs: readonly Run[]): Summary => ({
  seconds: median(runs.map(({ seconds }) => seconds)),
  peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
});

/** Runs several things in turn, A B A B …, after one of each that does not count; medians of seconds, highest peaks. */
export const interleave = async (
  rounds: number,
  things: readonly (() => Promise<Run>)[],
): Promise<Summary[]> => {
  const runs: Run[][] = things.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, thing] of things.entries()) {
      const run = await thing();
      if (round > 0) runs[index]!.push(run);
    }
  }
  return runs.map(summaryOf);
};
