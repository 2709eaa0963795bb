import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotMethod } from '#lib/domain/backup';
import { isAmberError } from '#lib/domain/errors';
import { type KeyRestoreFacts, type Preflight, refusals } from '#lib/domain/restore';
import { preflight } from '#lib/engines/redis/preflight/preflight';
import { atLeast } from '#lib/engines/redis/preflight/type-support';
import { probe } from '#lib/engines/redis/probe/probe';
import { RdbParser } from '#lib/engines/redis/rdb/rdb-parser';
import { makeDirty } from '../data/dirty.ts';
import { fillEveryType } from '../data/every-type.ts';
import { functionLibraries } from '../data/function-libraries.ts';
import { type Keyspace, keyspaceDifferences, readKeyspace } from '../data/keyspace-digest.ts';
import { endpointOf, fileSource, restoreInto, serverRack, withConnection } from '../data/restoring.ts';
import { type TakenFile, takeFile } from '../data/taking.ts';
import { FLEET, type FleetServer } from '../servers/fleet.ts';
import type { TestServer } from '../servers/server-process.ts';
import { type Cell, compatibilityPage } from './compatibility-page.ts';

const PAGE = fileURLToPath(new URL('../../docs/compatibility.md', import.meta.url));

const { keep, stop } = serverRack();
const fleet = FLEET.filter(({ there }) => there);

type Source = {
  from: FleetServer;
  keyspace: Keyspace;
  libraries: string[];
  files: TakenFile[];
};
const sources: Source[] = [];

const makeSource = async (from: FleetServer): Promise<Source> => {
  const server = await keep(from.start());
  await withConnection(server, (connection) => fillEveryType(connection, from.data));
  const methods: SnapshotMethod[] = from.product === 'dragonfly' ? ['scan'] : ['replica', 'scan'];
  const files: TakenFile[] = [];
  for (const method of methods) files.push(await takeFile(server, method));
  const keyspace = await readKeyspace(endpointOf(server));
  return { from, keyspace, libraries: await functionLibraries(server), files };
};

beforeAll(async () => {
  for (const from of fleet) sources.push(await makeSource(from));
});
afterAll(async () => {
  await stop();
  for (const { files } of sources)
    for (const { folder } of files) rmSync(folder, { recursive: true, force: true });
});

/** `7 hashes (type 16) cannot be loaded by …; restore them into …` without the server and the cure. */
const subject = (text: string): string =>
  text
    .split(/; | cannot be loaded by /)[0]!
    .replace(/: [^:]+ lacks the module of (.*)$/, ' ($1), whose module is not there');

const MODULE_TYPE = 7;
const KEYDB_MEMBERS = '0/"set:member-expiry": another set';

const lossesOf = (found: Preflight): string[] =>
  found.checks.filter(({ outcome }) => outcome === 'warn').map(({ text }) => subject(text));

const losesMembers = ({ checks }: Preflight): boolean =>
  checks.some(({ id, outcome }) => outcome === 'warn' && /member-expiries$/.test(id));

/** Restores for real; fails where the target is neither equal afterwards nor untouched by a refusal. */
const restoreCell = async (
  source: Source,
  file: TakenFile,
  target: TestServer,
): Promise<Pick<Cell, 'refusals' | 'losses'>> => {
  const { contents, usedMemory, product } = file.facts;
  await makeDirty(target);
  const found = preflight(
    { contents, usedMemory, product },
    await probe(endpointOf(target), AbortSignal.timeout(60_000)),
  );
  const before = await readKeyspace(endpointOf(target));
  let touched = false;
  const beforeTouch = async () => {
    touched = true;
  };
  const restoring = restoreInto(target, file.path, { beforeTouch });
  const outcome = await restoring.catch((error: unknown) => error);
  if (isAmberError(outcome)) {
    // what only the target can tell (whether its module reads the values) is asked by the restore itself
    expect(outcome.code, outcome.message).toBe('preflight-refused');
    expect(touched).toBe(false);
    expect(keyspaceDifferences(before, await readKeyspace(endpointOf(target)))).toEqual([]);
    const texts = refusals(found).map(({ text }) => text);
    return { refusals: (texts.length > 0 ? texts : [outcome.message]).map(subject), losses: [] };
  }
  expect(refusals(found)).toEqual([]);
  const facts = outcome as KeyRestoreFacts;
  expect(facts).toMatchObject({ keys: source.keyspace.size, expiredKeys: 0, clampedExpiries: 0 });
  const allowed = losesMembers(found) ? [KEYDB_MEMBERS] : [];
  const differences = keyspaceDifferences(source.keyspace, await readKeyspace(endpointOf(target)));
  expect(differences.filter((line) => !allowed.includes(line))).toEqual([]);
  if (facts.droppedFunctions === 0) expect(await functionLibraries(target)).toEqual(source.libraries);
  else expect(lossesOf(found).join()).toContain(`${facts.droppedFunctions} function libraries left out`);
  return { refusals: [], losses: lossesOf(found) };
};

/** Raw type bytes that a preflight refused; when it refused none, the target refused the values of a module. */
const refusedTypes = (found: Preflight): Set<number> => {
  const ids = refusals(found).map(({ id }) => id);
  return new Set(
    ids.length === 0
      ? [MODULE_TYPE]
      : ids.map((id) => (id === 'modules' ? MODULE_TYPE : Number(id.slice('type-'.length)))),
  );
};

/** The same store without the keys of these types. */
const withoutTypes = async (source: Source, file: TakenFile, types: Set<number>): Promise<Source> => {
  // a folder of its own: a server that replicates writes its dump.rdb anew
  const folder = mkdtempSync(join(tmpdir(), 'amber-rest-'));
  copyFileSync(file.path, join(folder, 'dump.rdb'));
  const server = await keep(source.from.startFrom(folder));
  const unfit: { database: number; key: Uint8Array }[] = [];
  const parser = new RdbParser({
    keyBegin: ({ database, key, type }) => {
      if (types.has(type)) unfit.push({ database, key: Uint8Array.from(key) });
    },
  });
  for await (const chunk of fileSource(file.path)(new AbortController().signal)) parser.write(chunk);
  parser.end();
  await withConnection(server, async (connection) => {
    for (const { database, key } of unfit) {
      await connection.call(['SELECT', database]);
      await connection.call(['DEL', Buffer.from(key)]);
    }
  });
  const fitting = await takeFile(server, file.facts.method);
  const keyspace = await readKeyspace(endpointOf(server));
  expect(keyspace.size).toBe(source.keyspace.size - unfit.length);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  return { ...source, keyspace, files: [fitting] };
};

/** Without what was refused the rest is equal. Gives what was refused only now: a module tells when all else fits. */
const restoreRest = async (source: Source, file: TakenFile, target: TestServer): Promise<string[]> => {
  const { contents, usedMemory, product } = file.facts;
  const probed = await probe(endpointOf(target), AbortSignal.timeout(60_000));
  const types = refusedTypes(preflight({ contents, usedMemory, product }, probed));
  const rest = await withoutTypes(source, file, types);
  const [fitting] = rest.files;
  try {
    const { refusals: more } = await restoreCell(rest, fitting!, target);
    if (more.length === 0) return [];
    expect(types).not.toContain(MODULE_TYPE);
    return [...more, ...(await restoreRest(rest, fitting!, target))];
  } finally {
    rmSync(fitting!.folder, { recursive: true, force: true });
  }
};

const cells: Cell[] = [];

describe.each(fleet.map((into) => [into.name, into] as const))('into %s', (_, into) => {
  it.each(fleet.map((from) => [from.name] as const))(
    'from %s: equal, or refused before it is touched and equal without what was refused',
    async (name) => {
      const source = sources.find(({ from }) => from.name === name)!;
      for (const file of source.files) {
        const target = await keep(into.start());
        const outcome = await restoreCell(source, file, target);
        if (outcome.refusals.length > 0) outcome.refusals.push(...(await restoreRest(source, file, target)));
        const keys = source.keyspace.size;
        cells.push({ from: name, into: into.name, method: file.facts.method, keys, ...outcome });
        await target.stop();
      }
    },
  );
});

/** `redis >= 7.4 with ReJSON-RL`, as a manifest says it. */
const isNamed = ({ product, version, data }: FleetServer, words: readonly string[]): boolean =>
  words.some((word) => {
    const [, name, least, modules] = /^(\w+)(?: >= ([\d.]+))?(?: with (.*))?$/.exec(word)!;
    const fits = name === product && (least === undefined || atLeast(version, least));
    return fits && (modules === undefined || data.modules === true);
  });

it.each(fleet.map((from) => [from.name] as const))(
  'a file of %s is loaded as it is by every stock server that its manifest names',
  async (name) => {
    const { files, keyspace, from } = sources.find((source) => source.from.name === name)!;
    for (const { facts, folder } of files) {
      const named = fleet.filter((into) => isNamed(into, facts.loadableBy));
      expect(named).toContain(from);
      for (const into of named) {
        const server = await keep(into.startFrom(folder));
        const differences = keyspaceDifferences(keyspace, await readKeyspace(endpointOf(server)));
        const lost = from.product === 'keydb' ? [KEYDB_MEMBERS] : [];
        expect(differences.filter((line) => !lost.includes(line))).toEqual([]);
        await server.stop();
      }
    }
  },
);

it('is written down', () => {
  const pairs = fleet.length * sources.reduce((sum, { files }) => sum + files.length, 0);
  expect(cells).toHaveLength(pairs);
  // without Dragonfly and KeyDB the page would lose their rows
  if (fleet.length < FLEET.length) return;
  const order = fleet.map(({ name }) => name);
  cells.sort((a, b) => order.indexOf(a.from) - order.indexOf(b.from));
  writeFileSync(PAGE, compatibilityPage(cells));
});
