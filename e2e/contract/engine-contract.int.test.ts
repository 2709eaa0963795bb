import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotMethod } from '#lib/domain/backup';
import type { Endpoint } from '#lib/domain/data-store';
import { replyText } from '#lib/engines/redis/resp/reply';
import { makeDirty } from '../data/dirty.ts';
import { fillEveryType } from '../data/every-type.ts';
import { functionLibraries } from '../data/function-libraries.ts';
import { type Keyspace, keyspaceDifferences, readKeyspace } from '../data/keyspace-digest.ts';
import { endpointOf, restoreInto, serverRack, withConnection } from '../data/restoring.ts';
import { type TakenFile, takeFile } from '../data/taking.ts';
import { FLEET, type FleetServer } from '../servers/fleet.ts';
import type { RedisOptions } from '../servers/redis-options.ts';
import type { TestServer } from '../servers/server-process.ts';
import { makeTlsFiles } from '../servers/tls-files.ts';

const { keep, stop } = serverRack();
const folders: string[] = [];
afterAll(async () => {
  await stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const methodsOf = ({ product }: FleetServer): SnapshotMethod[] =>
  product === 'dragonfly' ? ['scan'] : ['replica', 'scan'];

const taken = async (...args: Parameters<typeof takeFile>): Promise<TakenFile> => {
  const file = await takeFile(...args);
  folders.push(file.folder);
  return file;
};

/** The members of KeyDB that expire by themselves lose their time by the method scan, which says so. */
const LOST_BY_SCAN = '0/"set:member-expiry": another set';

const differencesFrom = async (
  before: Keyspace,
  server: TestServer,
  file: TakenFile,
  endpoint: Partial<Endpoint> = {},
): Promise<string[]> => {
  const differences = keyspaceDifferences(before, await readKeyspace({ ...endpointOf(server), ...endpoint }));
  return file.facts.contents.lostMemberExpiries
    ? differences.filter((line) => line !== LOST_BY_SCAN)
    : differences;
};

describe.each(FLEET.map((server) => [server.name, server] as const))('%s', (_, product) => {
  describe.skipIf(!product.there).each(methodsOf(product).map((method) => [method] as const))(
    'by %s',
    (method) => {
      let source: TestServer;
      let before: Keyspace;
      let file: TakenFile;
      beforeAll(async () => {
        source = await keep(product.start());
        await withConnection(source, (connection) => fillEveryType(connection, product.data));
        before = await readKeyspace(endpointOf(source));
        file = await taken(source, method);
      });

      /** The server's own sum over all that it holds. */
      const digest = (server: TestServer) =>
        withConnection(server, async (connection) => replyText(await connection.call(['DEBUG', 'DIGEST'])));

      const isEqual = async (target: TestServer) => {
        expect(await differencesFrom(before, target, file)).toEqual([]);
        expect(await functionLibraries(target)).toEqual(await functionLibraries(source));
        if (product.product === 'redis' || product.product === 'valkey')
          expect(await digest(target)).toBe(await digest(source));
      };

      it('is what it says it is', () => {
        expect(file.facts).toMatchObject({
          method,
          product: product.product,
          version: product.version,
          contents: { checksum: 'ok', functions: product.data.functions ? 2 : 0 },
        });
        const keys = Object.values(file.facts.contents.databases).reduce((sum, each) => sum + each.keys, 0);
        expect(keys).toBe(before.size);
      });

      it('fills an empty server', async () => {
        const target = await keep(product.start());
        const facts = await restoreInto(target, file.path);
        expect(facts).toMatchObject({ keys: before.size, differences: [], droppedFunctions: 0 });
        await isEqual(target);
      });

      it('leaves nothing of what a server held', async () => {
        const target = await keep(product.start());
        await makeDirty(target);
        await restoreInto(target, file.path);
        await isEqual(target);
      });

      it('is loaded by a stock server as its own dump.rdb', async () => {
        await isEqual(await keep(product.startFrom(file.folder)));
      });
    },
  );
});

const PASSWORD = 'a secret';

describe.each(FLEET.filter(({ tls }) => tls).map((server) => [server.name, server] as const))(
  '%s over TLS',
  (_, product) => {
    it.skipIf(!product.there)('is taken and restored by each method', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'amber-tls-'));
      folders.push(folder);
      const files = makeTlsFiles(folder);
      const options: RedisOptions = {
        tls: files,
        // Dragonfly starts with TLS only when it knows who is who, and asks for a certificate when it has an authority
        ...(product.product === 'dragonfly' ? { password: PASSWORD } : {}),
      };
      const endpoint: Partial<Endpoint> = {
        password: options.password ?? null,
        tls: {
          ca: files.pem('ca'),
          serverName: 'localhost',
          clientCertificate: files.pem('clientCert'),
          clientKey: files.pem('clientKey'),
        },
      };
      const source = await keep(product.start(options));
      await withConnection(source, (connection) => fillEveryType(connection, product.data), endpoint);
      const before = await readKeyspace({ ...endpointOf(source), ...endpoint });
      for (const method of methodsOf(product)) {
        const file = await taken(source, method, endpoint);
        const target = await keep(product.start(options));
        await makeDirty(target, endpoint);
        await restoreInto(target, file.path, { endpoint });
        expect(await differencesFrom(before, target, file, endpoint)).toEqual([]);
      }
    });
  },
);
