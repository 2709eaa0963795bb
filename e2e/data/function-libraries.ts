import type { Endpoint } from '#lib/domain/data-store';
import type { TestServer } from '../servers/server-process.ts';
import { withConnection } from './restoring.ts';

/** The function libraries of a server in an order of their own; none where it knows no functions. */
export const functionLibraries = (
  server: Pick<TestServer, 'port'>,
  endpoint: Partial<Endpoint> = {},
): Promise<string[]> =>
  withConnection(
    server,
    async (connection) => {
      const reply = await connection.tryCall(['FUNCTION', 'LIST', 'WITHCODE']);
      return Array.isArray(reply) ? reply.map((library) => JSON.stringify(library)).sort() : [];
    },
    endpoint,
  );
