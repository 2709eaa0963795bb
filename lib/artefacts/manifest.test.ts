import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Manifest, manifestSchema } from '#lib/domain/manifest';
import type { ManifestFacts } from '#lib/domain/ports/artefacts';
import type { ArtefactRef } from '#lib/domain/ports/storage';
import { canonicalJson } from './canonical-json.ts';
import type { ManifestKeys } from './manifest-mac.ts';
import { nameDownload } from './name-download.ts';
import { readManifest } from './read-manifest.ts';
import { writeManifest } from './write-manifest.ts';

const ref: ArtefactRef = { dataStoreId: 'dst_abcdefghijkm', backupId: 'bkp_abcdefghijkmnp' };
const sha256 = 'ab'.repeat(32);
const facts: ManifestFacts = {
  ...ref,
  dataStoreName: 'Orders ⚡ (eu)',
  engine: 'redis',
  product: 'redis',
  version: '7.0.15',
  method: 'replica',
  consistency: 'point-in-time',
  trigger: 'manual',
  tiers: [],
  description: 'Manual backup of Orders',
  startedAt: '2026-03-01T10:11:12.345Z',
  finishedAt: '2026-03-01T10:11:14.345Z',
  expiresAt: null,
  usedMemory: 1_000_000,
  contents: {
    format: 'rdb',
    magic: 'REDIS',
    rdbVersion: 10,
    databases: { '0': { keys: 3, expires: 1 } },
    types: { string: 3 },
    typeCodes: { '0': 3 },
    functions: 0,
    checksum: 'ok',
    bytes: 5000,
    largest: [],
    earliestExpiry: null,
    latestExpiry: null,
    longExpiries: 0,
    modules: [],
    aux: { 'redis-ver': '7.0.15' },
  },
  loadableBy: ['redis >= 7.0'],
};
const data: Manifest['data'] = {
  file: 'data.rdb.zst',
  codec: 'zstd',
  plain: { bytes: 5000, sha256 },
  stored: { bytes: 3000, sha256 },
  frames: [{ plain: 0, compressed: 0 }],
};
const key = { id: 'k1', key: Buffer.alloc(32, 7) };
const keys: ManifestKeys = { current: key, find: () => null };
const text = writeManifest({ facts, data, encryption: null, key });
const raw = JSON.parse(text) as Record<string, unknown>;
const origin = { ref, keys };
const changed = (change: object) => JSON.stringify({ ...raw, ...change });

describe('a manifest', () => {
  it('is read back as it was written', () => {
    const manifest = readManifest(text, origin);
    expect(manifest).toEqual({ formatVersion: 1, ...facts, data, encryption: null, mac: manifest.mac });
    expect(readManifest(text, null)).toEqual(manifest);
  });

  it('is signed over all of its canonical JSON but `mac`', () => {
    const { mac, ...rest } = raw as unknown as Manifest;
    const expected = createHmac('sha256', key.key).update(canonicalJson(rest)).digest('hex');
    expect(mac).toEqual({ keyId: 'k1', value: expected });
  });

  it('may be spelled with other spaces and another order', () => {
    const reversed = Object.fromEntries(Object.entries(raw).reverse());
    expect(() => readManifest(JSON.stringify(reversed, null, 7), origin)).not.toThrow();
  });

  it('is refused in the place of another backup or store', () => {
    const mismatch = expect.objectContaining({ code: 'artefact-mismatch' });
    const swapped = { keys, ref: { ...ref, backupId: 'bkp_zzzzzzzzzzzzzz' as const } };
    expect(() => readManifest(text, swapped)).toThrow(mismatch);
    expect(() => readManifest(text, { keys, ref: { ...ref, dataStoreId: 'dst_zzzzzzzzzzzz' } })).toThrow(
      mismatch,
    );
    expect(() => readManifest(changed({ backupId: swapped.ref.backupId }), swapped)).toThrow(mismatch);
  });

  it.each([
    ['a changed member', { description: 'other' }],
    ['an added member', { added: true }],
    ['no signature', { mac: null }],
    ['a key that is not known', { mac: { keyId: 'k2', value: sha256 } }],
  ])('is refused with %s', (_, change) => {
    expect(() => readManifest(changed(change), origin)).toThrow(
      expect.objectContaining({ code: 'artefact-mismatch' }),
    );
  });

  it('is read after the key was rotated, while the old key is known', () => {
    const rotated: ManifestKeys = {
      current: { id: 'k2', key: Buffer.alloc(32, 8) },
      find: (id) => (id === 'k1' ? key.key : null),
    };
    expect(() => readManifest(text, { ref, keys: rotated })).not.toThrow();
  });

  it('of a newer format names the version', () => {
    expect(() => readManifest(changed({ formatVersion: 2 }), origin)).toThrow(
      expect.objectContaining({
        code: 'unsupported-version',
        message: expect.stringContaining('format version 2'),
      }),
    );
  });

  it.each([
    ['no JSON', '{"formatVersion":1'],
    ['an array', '[]'],
    ['null', 'null'],
    ['an empty file', ''],
    ['nothing it needs', '{}'],
    ['a path as file', changed({ data: { ...data, file: '../data.rdb.zst' } })],
    ['a negative size', changed({ data: { ...data, plain: { bytes: -1, sha256 } } })],
    ['sizes that differ', changed({ data: { ...data, plain: { bytes: 4000, sha256 } } })],
    ['encryption that the file’s name denies', changed({ encryption: { scheme: 'age', keyId: 'age1' } })],
    ['no frame', changed({ data: { ...data, frames: [] } })],
    [
      'a frame too many',
      changed({ data: { ...data, frames: [...data.frames, { plain: 67_108_864, compressed: 9 }] } }),
    ],
    ['a frame beyond the data', changed({ data: { ...data, frames: [{ plain: 0, compressed: 3000 }] } })],
    ['a version that is text', changed({ formatVersion: '1' })],
  ])('with %s is malformed', (_, broken) => {
    expect(() => readManifest(broken, null)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('with `__proto__` or a thousand levels does no harm', () => {
    const proto = text.replace('"tiers": []', '"__proto__": {"polluted": true}, "tiers": []');
    expect(() => readManifest(proto, origin)).toThrow(expect.objectContaining({ code: 'artefact-mismatch' }));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const deep = `${'['.repeat(1000)}${']'.repeat(1000)}`;
    expect(() => readManifest(text.replace('"tiers": []', `"tiers": [], "deep": ${deep}`), origin)).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
  });

  it('fits its own schema', () => {
    expect(manifestSchema.safeParse(raw).success).toBe(true);
  });
});

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: [true, null, 'ü"\n'] }, '{"a":[true,null,"ü\\"\\n"],"b":1}'],
    [{ 10: 1, 9: 2, a: undefined }, '{"10":1,"9":2}'],
    [{ é: 1, z: 2, Z: 3 }, '{"Z":3,"z":2,"é":1}'],
    [{}, '{}'],
  ])('of %j', (value, canonical) => {
    expect(canonicalJson(value)).toBe(canonical);
  });
});

describe('the name of a download', () => {
  const manifest = readManifest(text, origin);
  it.each([
    ['Orders ⚡ (eu)', false, 'Orders-eu-20260301T101112Z.rdb'],
    ['Orders', true, 'Orders-20260301T101112Z.rdb.zst'],
    ['../../etc/passwd', false, 'etc-passwd-20260301T101112Z.rdb'],
    ['商店', false, 'bkp_abcdefghijkmnp-20260301T101112Z.rdb'],
    [null, false, 'bkp_abcdefghijkmnp-20260301T101112Z.rdb'],
    ['x'.repeat(200), false, `${'x'.repeat(64)}-20260301T101112Z.rdb`],
  ])('of a store called %j (stored: %s)', (dataStoreName, stored, name) => {
    expect(nameDownload({ ...manifest, dataStoreName }, stored)).toBe(name);
  });
});

describe('of a graph', () => {
  const graph: ManifestFacts = {
    ...facts,
    engine: 'janusgraph',
    product: 'janusgraph',
    version: '1.1.0',
    method: 'cursor',
    consistency: 'fuzzy',
    usedMemory: null,
    contents: {
      format: 'graphson',
      formatVersion: 1,
      source: { graph: 'graph', janusgraph: '1.1.0', tinkerpop: '3.7.3', storage: 'cql', indexBackends: {} },
      vertices: 2,
      edges: 1,
      properties: 4,
      vertexLabels: { person: 2 },
      edgeLabels: { knows: 1 },
      danglingEdges: 0,
      staticVertices: 0,
      partitionedVertices: 0,
      javaValues: 0,
      idKind: 'number',
      options: { 'graph.set-vertex-id': 'false' },
      schema: {
        vertexLabels: [{ name: 'person', traits: ['static'] }],
        edgeLabels: [],
        propertyKeys: [{ name: 'age', type: 'Integer', cardinality: 'single', traits: [] }],
        indexes: [
          {
            name: 'byAge',
            kind: 'mixed',
            on: 'vertices',
            keys: ['age'],
            unique: false,
            backend: 'search',
            status: null,
          },
        ],
        omitted: 0,
      },
      expiring: { names: ['person'], more: 0 },
      mixedIndexes: [{ backend: 'search', names: ['byAge'], more: 0 }],
      strangeClasses: { names: ['com.example.Own'], more: 0 },
      indexed: { byAge: 2 },
      bytes: 5000,
      longestLine: 400,
    },
    loadableBy: ['janusgraph >= 1.0'],
  };
  const graphData = { ...data, file: 'data.graphson.zst' };
  const write = (change: Partial<ManifestFacts> = {}, file = graphData.file) =>
    writeManifest({ facts: { ...graph, ...change }, data: { ...graphData, file }, encryption: null, key });

  it('reads what was written, every member', () => {
    expect(readManifest(write(), origin)).toMatchObject({ ...graph, data: graphData });
  });

  it('reads what an older build wrote, without the facts that came later', () => {
    const older = {
      ...graph.contents,
      expiring: undefined,
      mixedIndexes: undefined,
      strangeClasses: undefined,
    };
    const { contents } = readManifest(write({ contents: older }), origin);
    expect(contents).toEqual(older);
    expect(contents).not.toHaveProperty('expiring');
  });

  it('is downloaded as .graphson', () => {
    expect(nameDownload(readManifest(write(), origin), false)).toMatch(/\.graphson$/);
    expect(nameDownload(readManifest(write(), origin), true)).toMatch(/\.graphson\.zst$/);
  });

  it.each([
    ['another engine', () => write({ engine: 'redis' })],
    ['another product', () => write({ product: 'valkey' })],
    ['the contents of another', () => write({ contents: facts.contents })],
    ['the file of another', () => write({}, 'data.rdb.zst')],
  ])('with %s is refused', (_, written) => {
    expect(() => readManifest(written(), origin)).toThrow('about the engine that the data is of');
  });
});
