import { startConsole } from './console.ts';
import { keepOwnerState, OWNER } from './owner.ts';

/** Runs once before all journeys; what it gives back runs after them. */
export default async (): Promise<() => Promise<void>> => {
  const amber = await startConsole({ owner: OWNER, port: Number(process.env.E2E_PORT) });
  // journeys read the storage's files there
  process.env.E2E_DATA_DIR = amber.dataDir;
  try {
    await keepOwnerState(amber.url);
  } catch (error) {
    await amber.stop();
    throw error;
  }
  return amber.stop;
};
