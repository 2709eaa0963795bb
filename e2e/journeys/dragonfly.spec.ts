import { fillEveryType } from '../data/every-type.ts';
import { send, withConnection } from '../data/restoring.ts';
import { dragonflyBinary, startDragonfly } from '../servers/dragonfly.ts';
import { roundTrip } from './reach/round-trip.ts';
import { test } from './reach/shared-console.ts';

test('a Dragonfly is backed up by scan and restored, its own types included', async ({ page, behind }) => {
  test.skip(dragonflyBinary() === null, 'DRAGONFLY_BIN names no dragonfly');
  const server = await startDragonfly();
  await withConnection(server, (connection) =>
    fillEveryType(connection, { product: 'dragonfly', ownTypes: true }),
  );
  const change = () =>
    send(
      server,
      ['DEL', 'hash:small', 'stream', 'json'],
      ['SET', 'string:raw', 'another value'],
      ['SET', 'new', 'not in the backup'],
      ['PERSIST', 'string:int'],
      ['SELECT', '9'],
      ['FLUSHDB'],
    );
  const name = 'dragonfly-feed';
  await roundTrip({ page, behind, server, name, engine: 'Dragonfly', method: 'scan', change });
  await server.stop();
});
