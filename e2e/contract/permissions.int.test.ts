import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/domain/data-store';
import { isAmberError } from '#lib/domain/errors';
import { makeDirty } from '../data/dirty.ts';
import { fillEveryType } from '../data/every-type.ts';
import { functionLibraries } from '../data/function-libraries.ts';
import { type Keyspace, keyspaceDifferences, readKeyspace } from '../data/keyspace-digest.ts';
import { endpointOf, restoreInto, send, serverRack, withConnection } from '../data/restoring.ts';
import { type TakenFile, takeFile } from '../data/taking.ts';
import { FLEET } from '../servers/fleet.ts';
import type { TestServer } from '../servers/server-process.ts';
import { type Grant, grantsFor } from './permissions-page.ts';

const { keep, stop } = serverRack();
const folders: string[] = [];
afterAll(async () => {
  await stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Gives the server the user of a line, with its rights only, and how to connect as that user. */
const grant = async (
  server: TestServer,
  { user, password, rules }: Grant,
  without?: string,
): Promise<Partial<Endpoint>> => {
  const left = rules.filter((rule) => rule !== without);
  await send(server, ['ACL', 'DELUSER', user], ['ACL', 'SETUSER', user, 'on', `>${password}`, ...left]);
  return { username: user, password };
};

const rightsOf = ({ rules }: Grant): string[] => rules.filter((rule) => /^[+~%]/.test(rule));

/** By the methods that a server's section has a line for. */
const METHODS: Record<string, 'replica' | 'scan'> = { 'amber-replica': 'replica', 'amber-scan': 'scan' };

/** A snapshot comes without it too: the page says what it is for. */
const WANTED = '+replconf';

const KEYDB_MEMBERS = '0/"set:member-expiry": another set';

describe.each(FLEET.map((server) => [server.name, server] as const))('%s', (_, product) => {
  describe.skipIf(!product.there)('with the least rights', () => {
    const grants = grantsFor(product);
    let source: TestServer;
    let before: Keyspace;
    let libraries: string[];
    let target: TestServer;

    const taken = async (...args: Parameters<typeof takeFile>): Promise<TakenFile> => {
      const file = await takeFile(...args);
      folders.push(file.folder);
      return file;
    };

    beforeAll(async () => {
      source = await keep(product.start());
      target = await keep(product.start());
      await withConnection(source, (connection) =>
        fillEveryType(connection, { ...product.data, largeBytes: 10_000 }),
      );
      before = await readKeyspace(endpointOf(source));
      libraries = await functionLibraries(source);
    });

    /** Restores as this user over a dirty target; says what is not as it was in the source. */
    const restored = async (file: TakenFile, user: Partial<Endpoint>): Promise<string[]> => {
      await makeDirty(target);
      const facts = await restoreInto(target, file.path, { endpoint: user });
      const lost = file.facts.contents.lostMemberExpiries ? [KEYDB_MEMBERS] : [];
      const differences = keyspaceDifferences(before, await readKeyspace(endpointOf(target)));
      const found = JSON.stringify(await functionLibraries(target)) === JSON.stringify(libraries);
      // what stays of the old is said
      expect(facts.differences.some((line) => line.includes('FUNCTION FLUSH'))).toBe(!found);
      return [...differences.filter((line) => !lost.includes(line)), ...(found ? [] : ['other functions'])];
    };

    it.each([...grants.keys()].filter((user) => METHODS[user]).map((user) => [user] as const))(
      '%s backs up, and with no right less',
      async (name) => {
        const line = grants.get(name)!;
        const file = await taken(source, METHODS[name]!, await grant(source, line));
        expect(await restored(file, {})).toEqual([]);
        // asked for no method, it finds the one that this user is allowed
        expect((await taken(source, 'auto', await grant(source, line))).facts.method).toBe(METHODS[name]);
        for (const right of rightsOf(line).filter((each) => each !== WANTED)) {
          const user = await grant(source, line, right);
          const error = await taken(source, METHODS[name]!, user).catch((thrown: unknown) => thrown);
          expect(isAmberError(error), `${name} without ${right}`).toBe(true);
        }
      },
    );

    it('amber-restore restores, and with no right less', async () => {
      const line = grants.get('amber-restore')!;
      const file = await taken(source, product.product === 'dragonfly' ? 'scan' : 'replica');
      expect(await restored(file, await grant(target, line))).toEqual([]);
      for (const right of rightsOf(line)) {
        const outcome = await restored(file, await grant(target, line, right)).catch(
          (thrown: unknown) => thrown,
        );
        const isNoticed = isAmberError(outcome) || (Array.isArray(outcome) && outcome.length > 0);
        expect(isNoticed, `amber-restore without ${right}`).toBe(true);
      }
    });
  });
});
