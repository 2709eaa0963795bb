import { setTimeout as delay } from 'node:timers/promises';
import { waitForDatabase } from '#lib/db/wait-for-database';
import type { Env } from '#lib/platform/env';
import { startEmbedded } from '#lib/platform/postgres/embedded';
import { StartError } from '#lib/platform/start-error';

export type Database = {
  url: string;
  stop(): Promise<void>;
  /** Settles when the database ends by itself and cannot be brought back. */
  lost: Promise<never>;
};

const STABLE_MS = 60_000;

/** Keeps the embedded PostgreSQL up: one that crashes is started again on the same port, three times in a row. */
const superviseEmbedded = async (dataDir: string): Promise<Database> => {
  let stopped = false;
  let server = await startEmbedded(dataDir);
  const lost = new Promise<never>((_, reject) => {
    let crashes = 0;
    let began = Date.now();
    const restart = async (reason: string) => {
      if (stopped) return;
      crashes = Date.now() - began > STABLE_MS ? 1 : crashes + 1;
      if (crashes > 3) throw new StartError(`PostgreSQL ended again and again:\n${reason}`);
      console.error(`PostgreSQL ended by itself; starting it again.\n${reason}`);
      await delay(200 * crashes);
      const url = server.databaseUrl;
      server = await startEmbedded(dataDir);
      began = Date.now();
      if (server.databaseUrl !== url)
        throw new StartError('The port of PostgreSQL was taken by another program meanwhile.');
      watch();
    };
    const watch = () => server.onExit((reason) => restart(reason).catch(reject));
    watch();
  });
  // whoever races it hears of it; nobody else has to
  lost.catch(() => {});
  return {
    url: server.databaseUrl,
    stop: async () => {
      stopped = true;
      await server.stop();
    },
    lost,
  };
};

export const openDatabase = async (settings: Env, signal: AbortSignal): Promise<Database> => {
  if (!settings.databaseUrl) return superviseEmbedded(settings.dataDir);
  await waitForDatabase(settings.databaseUrl, signal, console.error);
  return { url: settings.databaseUrl, stop: async () => {}, lost: new Promise<never>(() => {}) };
};
