/** What `npm start` runs on Node 24: builds what is not built, then starts and watches everything until it is told to stop. */
import { isAmberError } from '#lib/domain/errors';
import { env } from '#lib/platform/env';
import { scrubbed } from '#lib/platform/scrub';
import { StartError } from '#lib/platform/start-error';
import { buildConsole } from './start/build-console.ts';
import { generateClient } from './start/generate-client.ts';
import { lockDataDir } from './start/lock.ts';
import { requireFreePort } from './start/require-free-port.ts';

const stopping = new AbortController();
let asked = 0;
const stop = () => {
  asked += 1;
  // a second Ctrl-C is somebody who does not want to wait
  if (asked > 1) process.exit(1);
  stopping.abort();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', stop);

const words = (error: unknown): string => {
  if (error instanceof StartError || isAmberError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

const run = async (): Promise<void> => {
  const settings = env();
  const unlock = settings.databaseUrl ? () => {} : lockDataDir(settings.dataDir);
  try {
    await requireFreePort(settings);
    generateClient();
    await buildConsole(settings.dataDir, stopping.signal);
    // only now: it imports the generated client
    const { serve } = await import('./start/serve.ts');
    await serve(settings, stopping.signal);
  } finally {
    unlock();
  }
};

try {
  await run();
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  console.error(scrubbed(words(error)));
  process.exit(1);
}
