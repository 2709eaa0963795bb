import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildConsole, ROOT } from './build-console.ts';
import { generateClient } from './generate-client.ts';
import { takeLock } from './lock.ts';

/** Makes what is generated, unless it is there already: one process at a time, as they share one folder. */
export const prepareProgram = async (
  { dataDir, withPages }: { dataDir: string; withPages: boolean },
  signal: AbortSignal,
): Promise<void> => {
  for (;;) {
    const lock = takeLock(join(ROOT, '.cache/build.lock'));
    if (!lock.taken) {
      await delay(100, undefined, { signal });
      continue;
    }
    try {
      generateClient();
      if (withPages) await buildConsole(dataDir, signal);
      return;
    } finally {
      lock.release();
    }
  }
};
