import { setTimeout as delay } from 'node:timers/promises';
import type { Env } from '#lib/platform/env';
import { isPortFree } from '#lib/platform/free-port';
import { SettingsError } from '#lib/platform/start-error';

/** The console of a launcher that was killed takes a moment to notice and to give its port back. */
const PATIENCE_MS = 3_000;

/** Throws a SettingsError when something else listens where the console is to listen, or nobody may. */
export const requireFreePort = async ({ host, port }: Pick<Env, 'host' | 'port'>): Promise<void> => {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const free = await isPortFree(port, host).catch((error: NodeJS.ErrnoException) => {
      throw new SettingsError(
        `Amber cannot listen on ${host}, port ${port}: ${error.code ?? error.message}.`,
      );
    });
    if (free) return;
    if (Date.now() > end)
      throw new SettingsError(
        `Port ${port} is in use by another program. Stop that, or set PORT to another one.`,
      );
    await delay(100);
  }
};
