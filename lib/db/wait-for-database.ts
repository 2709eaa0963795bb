import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { SettingsError } from '#lib/platform/start-error';

const isRefused = (error: unknown): error is Error & { code: string } => {
  const code = (error as { code?: unknown }).code;
  // 28…: wrong user or password; 3D…: no such database. Waiting mends neither.
  return typeof code === 'string' && /^(28|3D)/.test(code);
};

/**
 * Waits for a database of the user's: after a power cut it may come up later than we do. Throws a SettingsError when it
 * refuses us, and what the signal aborts with.
 */
export const waitForDatabase = async (
  url: string,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<void> => {
  const { host } = new URL(url);
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if (isRefused(error))
        throw new SettingsError(`The database of DATABASE_URL refuses us: ${error.message}.`);
      const reason =
        error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
      if (attempt % 10 === 0) say(`Waiting for the database at ${host} (${reason}) …`);
    } finally {
      await client.end().catch(() => {});
    }
    await delay(1_000, undefined, { signal });
  }
};
