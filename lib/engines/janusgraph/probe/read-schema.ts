import { AmberError } from '#lib/domain/errors';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { type GraphSchema, graphSchema } from '../graphson/schema-line.ts';
import { READ_SCHEMA } from '../scripts/schema-script.ts';

const SCHEMA_MS = 2 * 60_000;
const SCHEMA_BYTES = 64 * 1024 * 1024;

/** The schema of the connection's graph: as the server wrote it (JSON text), and read. */
export const readSchema = async (
  connection: GremlinConnection,
  signal: AbortSignal,
): Promise<{ text: string; schema: GraphSchema }> => {
  const [answer] = await connection.call({
    text: READ_SCHEMA,
    doing: 'to describe its schema',
    signal,
    timeoutMs: SCHEMA_MS,
    mostBytes: SCHEMA_BYTES,
  });
  const text = String(answer);
  try {
    return { text, schema: graphSchema.parse(JSON.parse(text)) };
  } catch (error) {
    throw new AmberError('store-protocol', `${connection.name} described a schema that cannot be read.`, {
      cause: error,
    });
  }
};
