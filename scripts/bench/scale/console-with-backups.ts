import { randomBytes } from 'node:crypto';
import { migrate } from '#lib/db/migrate';
import { startPostgres } from '../../../e2e/servers/postgres.ts';
import { startConsole } from '../../../e2e/setup/console.ts';
import { OWNER, signIn } from '../../../e2e/setup/owner.ts';
import { type Seed, seedBackups } from './seed-backups.ts';

type SignedIn = Awaited<ReturnType<typeof signIn>>;
export type MeasuredConsole = {
  url: string;
  /** Of its owner's browser. */
  session: SignedIn;
  stop(): Promise<void>;
};

/** What an installation of some size looks like. */
const FLEET: Seed = { stores: 50, backups: 20_000 };
export const FLEET_WORDS = '50 stores, 20,000 backups';

/** The production build, with a worker, on a catalogue with backups. */
export const startMeasuredConsole = async (): Promise<MeasuredConsole> => {
  const postgres = await startPostgres({ durable: true });
  try {
    await migrate(postgres.url);
    await seedBackups(postgres.url, FLEET);
    const amber = await startConsole({
      owner: OWNER,
      env: {
        DATABASE_URL: postgres.url,
        AMBER_SECRET_KEY: randomBytes(32).toString('base64url'),
        LOG_LEVEL: 'warn',
      },
    });
    const stop = async () => {
      await amber.stop();
      await postgres.stop();
    };
    const session = await signIn(amber.url).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { url: amber.url, session, stop };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};
