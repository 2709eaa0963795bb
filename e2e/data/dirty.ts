import type { Endpoint } from '#lib/domain/data-store';
import type { TestServer } from '../servers/server-process.ts';
import { withConnection } from './restoring.ts';

const library = (name: string, command: string) => [
  'FUNCTION',
  'LOAD',
  `#!lua name=${name}\nredis.register_function('${command}', function() return 0 end)`,
];

/** Puts into a server what must be gone after a restore of `every-type.ts`. */
export const makeDirty = (
  server: Pick<TestServer, 'port'>,
  endpoint: Partial<Endpoint> = {},
): Promise<void> =>
  withConnection(
    server,
    async (connection) => {
      for (const database of [0, 3, 15]) {
        await connection.call(['SELECT', database]);
        await connection.call(['SET', 'left-over', 'old']);
        await connection.call(['DEL', 'string:int']);
        await connection.call(['RPUSH', 'string:int', 'another type under a name of the backup']);
      }
      // where functions are unknown there are none to be gone
      await connection.tryCall(library('old', 'old'));
      await connection.tryCall(library('first', 'uno'));
    },
    endpoint,
  );
