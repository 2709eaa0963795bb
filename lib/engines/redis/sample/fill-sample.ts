import type { Endpoint } from '#lib/domain/data-store';
import { connect } from '../connection/connect.ts';
import { sampleCommands } from './sample-commands.ts';

/** Writes the sample data into an empty store. Running it again changes nothing that matters, so a kill in between is none. */
export const fillSample = async (endpoint: Endpoint, signal: AbortSignal): Promise<void> => {
  const connection = await connect(endpoint, { signal });
  try {
    await connection.call(['FLUSHALL']);
    for (const command of sampleCommands()) await connection.call(command);
  } finally {
    connection.close();
  }
};
