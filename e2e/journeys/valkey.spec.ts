import { fillEveryType } from '../data/every-type.ts';
import { send, withConnection } from '../data/restoring.ts';
import { startValkey } from '../servers/valkey.ts';
import { roundTrip } from './reach/round-trip.ts';
import { test } from './reach/shared-console.ts';

test('a Valkey is backed up and restored, fields that expire included', async ({ page, behind }) => {
  const server = await startValkey();
  await withConnection(server, (connection) =>
    fillEveryType(connection, { product: 'valkey', functions: true, fieldExpiry: true }),
  );
  const change = () =>
    send(
      server,
      ['FLUSHALL'],
      ['FUNCTION', 'FLUSH'],
      ['SET', 'new', 'not in the backup'],
      ['SELECT', '3'],
      ['RPUSH', 'elsewhere', 'a'],
    );
  const name = 'valkey-sessions';
  const engine = 'Valkey 9.1.2';
  await roundTrip({ page, behind, server, name, engine, method: 'replica', change });
  await server.stop();
});
