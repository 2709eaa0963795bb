import { isAmberError } from '#lib/domain/errors';
import { env } from '#lib/platform/env';
import { scrubbed } from '#lib/platform/scrub';
import { StartError } from '#lib/platform/start-error';
import { takeDataFolder } from './data-folder.ts';
import type { Mode } from './mode.ts';
import { prepareProgram } from './prepare-program.ts';
import { requireFreePort } from './require-free-port.ts';

/** Aborts when this process is to stop: by a signal, or because the process that started it is gone. */
const stopSignal = (): AbortSignal => {
  const stopping = new AbortController();
  const stop = () => {
    // a second Ctrl-C is somebody who does not want to wait
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  return stopping.signal;
};

const words = (error: unknown): string => {
  if (error instanceof StartError || isAmberError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

const run = async (mode: Mode, signal: AbortSignal): Promise<void> => {
  const settings = env();
  const leaveDataFolder = settings.databaseUrl ? () => {} : takeDataFolder(settings.dataDir);
  try {
    await requireFreePort(settings);
    await prepareProgram({ dataDir: settings.dataDir, withPages: mode === 'start' }, signal);
    // only now: it imports the generated client
    const { serve } = await import('./serve.ts');
    await serve(settings, mode, signal);
  } finally {
    leaveDataFolder();
  }
};

/** Runs everything until it is told to stop; ends the process. */
export const main = async (mode: Mode): Promise<never> => {
  const signal = stopSignal();
  try {
    await run(mode, signal);
  } catch (error) {
    if (!signal.aborted) {
      console.error(scrubbed(words(error)));
      process.exit(1);
    }
  }
  process.exit(0);
};
