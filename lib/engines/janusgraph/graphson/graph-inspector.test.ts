import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAmberError } from '#lib/domain/errors';
import type { GraphFacts } from '#lib/domain/graph-facts';
import { writeCountLine } from './count-line.ts';
import { GraphInspector } from './graph-inspector.ts';
import { edgeLine, SOURCE, schemaText, vertexLine } from './graph-lines.fixture.ts';

const read = (bytes: Uint8Array, chunk = bytes.length): GraphFacts => {
  const inspector = new GraphInspector(tmpdir());
  try {
    for (let at = 0; at < bytes.length; at += chunk) inspector.write(bytes.subarray(at, at + chunk));
    return inspector.end();
  } finally {
    inspector.close();
  }
};

const counts = (vertexLabels: Record<string, number>, edgeLabels: Record<string, number> = {}): string => {
  const sum = (labels: Record<string, number>) => Object.values(labels).reduce((a, b) => a + b, 0);
  return writeCountLine({ vertices: sum(vertexLabels), edges: sum(edgeLabels), vertexLabels, edgeLabels });
};
const file = (...lines: string[]): Buffer => Buffer.from(lines.join(''));
const errorOf = (bytes: Uint8Array): { code: string; message: string } => {
  try {
    read(bytes);
  } catch (error) {
    if (isAmberError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('it was read');
};

const V1 = vertexLine(8, 'person', { note: [{ id: 'p', value: 'hi', properties: { bytes: 'x' } }] });
const V2 = vertexLine(16);
const E1 = edgeLine(8, 16);
const SOUND = file(schemaText(), V1, V2, E1, counts({ person: 2 }, { knows: 1 }));

describe('a sound file', () => {
  it('is counted', () => {
    expect(read(SOUND)).toMatchObject({
      format: 'graphson',
      formatVersion: 1,
      source: SOURCE,
      vertices: 2,
      edges: 1,
      properties: 1,
      vertexLabels: { person: 2 },
      edgeLabels: { knows: 1 },
      danglingEdges: 0,
      javaValues: 0,
      idKind: 'number',
      options: { 'graph.set-vertex-id': 'false', 'schema.constraints': 'false' },
      indexed: { notes: 1 },
      bytes: SOUND.length,
      longestLine: schemaText().length - 1,
    });
  });

  it('has a schema that people can read', () => {
    expect(read(SOUND).schema).toEqual({
      vertexLabels: [
        { name: 'person', traits: [] },
        { name: 'fixed', traits: ['static', 'expires after 1 min'] },
        { name: 'spread', traits: ['partitioned'] },
      ],
      edgeLabels: [{ name: 'knows', traits: ['multi'] }],
      propertyKeys: [
        { name: 'note', type: 'String', cardinality: 'single', traits: [] },
        { name: 'bytes', type: 'byte[]', cardinality: 'list', traits: [] },
      ],
      indexes: [
        {
          name: 'notes',
          kind: 'mixed',
          on: 'vertices',
          keys: ['note'],
          unique: false,
          backend: 'search',
          status: 'ENABLED',
        },
      ],
      omitted: 0,
    });
  });

  it('is the same wherever the chunks end', () => {
    for (let chunk = 1; chunk < 300; chunk += 7) expect(read(SOUND, chunk)).toEqual(read(SOUND));
  });

  it('may be told more of its schema before the first line that needs it', () => {
    const late = vertexLine(24, 'late');
    const end = counts({ person: 1, late: 1 }, { meets: 1 });
    const more = schemaText({ vertices: ['late'], edges: ['meets'] });
    const meets = edgeLine(8, 24, { label: 'meets' });
    expect(read(file(schemaText(), V1, more, late, meets, end))).toMatchObject({ vertices: 2, edges: 1 });
    expect(errorOf(file(schemaText(), V1, late, more, meets, end)).message).toMatch(/schema does not have/);
  });

  it('is asked for strange classes in every line of its schema', () => {
    const classes = Array.from({ length: 30 }, (_, i) => `com.example.Evil${i}`);
    const second = schemaText({ classes: [...classes, 'x'.repeat(5000)] });
    const hidden = file(schemaText(), second, schemaText(), V1, counts({ person: 1 }));
    expect(read(hidden).strangeClasses).toEqual({ names: classes.slice(0, 20), more: 11 });
    const first = file(schemaText({ classes: ['x'.repeat(5000)] }), counts({}));
    expect(read(first).strangeClasses).toEqual({ names: ['x'.repeat(100)], more: 0 });
    expect(read(SOUND).strangeClasses).toEqual({ names: [], more: 0 });
  });

  it('says what its schema needs of a target', () => {
    expect(read(SOUND)).toMatchObject({
      expiring: { names: ['fixed'], more: 0 },
      mixedIndexes: [{ backend: 'search', names: ['notes'], more: 0 }],
    });
  });

  it('may be empty', () => {
    expect(read(file(schemaText(), counts({})))).toMatchObject({ vertices: 0, edges: 0 });
  });

  it('counts edges without an end, one that has none once', () => {
    const dangling = file(
      schemaText(),
      V1,
      edgeLine(8, 9),
      edgeLine(9, 8),
      edgeLine(9, 9),
      edgeLine(8, 8),
      counts({ person: 1 }, { knows: 4 }),
    );
    expect(read(dangling).danglingEdges).toBe(3);
  });

  it('tells ids apart that a JSON number cannot', () => {
    const big = 9007199254740992n;
    const bytes = file(
      schemaText(),
      vertexLine(big),
      vertexLine(big + 1n),
      edgeLine(big, big + 1n),
      edgeLine(big, big + 2n),
      edgeLine(-1, 0),
      counts({ person: 2 }, { knows: 3 }),
    );
    expect(read(bytes)).toMatchObject({ vertices: 2, danglingEdges: 2 });
  });

  it('takes text as ids', () => {
    const bytes = file(
      schemaText(),
      vertexLine('a"b,{}'),
      vertexLine('é😀'),
      edgeLine('a"b,{}', 'é😀'),
      edgeLine('8', 'é😀'),
      counts({ person: 2 }, { knows: 2 }),
    );
    expect(read(bytes)).toMatchObject({ idKind: 'text', danglingEdges: 1 });
  });

  it('counts values that are Java objects', () => {
    const values = [
      { id: 'a', value: [1], nativeValue: 'loMBAg==' },
      {
        id: 'b',
        value: {},
        nativeValue: 'xAGkrO0ABXNy',
        properties: { note: 1 },
        native: { note: 'xAGkrO0ABXNy' },
      },
    ];
    const bytes = file(
      schemaText(),
      vertexLine(8, 'person', { bytes: values }),
      edgeLine(8, 8, {
        properties: { note: 1, bytes: 2 },
        native: { note: 'wYAAAABrBFvUBnU/IZY=', bytes: '' },
      }),
      counts({ person: 1 }, { knows: 1 }),
    );
    expect(read(bytes)).toMatchObject({ properties: 2, javaValues: 3 });
  });

  it('counts values of types that no export writes among them', () => {
    const value = { '@type': 'g:Class', '@value': 'org.codehaus.groovy.runtime.ConvertedClosure' };
    const bytes = file(
      schemaText(),
      vertexLine(8, 'person', {
        note: [{ id: 'a', value, properties: { note: { '@type': 'g:List', '@value': [value] } } }],
      }),
      edgeLine(8, 8, { properties: { note: value } }),
      counts({ person: 1 }, { knows: 1 }),
    );
    expect(read(bytes)).toMatchObject({ vertices: 1, javaValues: 3 });
  });
});

describe('a file that is not sound', () => {
  it.each<[string, Buffer, string, RegExp]>([
    ['nothing', Buffer.alloc(0), 'truncated', /cut/],
    ['an RDB file', Buffer.from('REDIS0011\nrest\n'), 'malformed', /RDB file/],
    [
      'no schema',
      file(V1, V2, E1, counts({ person: 2 }, { knows: 1 })),
      'malformed',
      /does not begin with the schema/,
    ],
    [
      'a schema of a later format',
      file(schemaText().replace('"version":1', '"version":2')),
      'unsupported-version',
      /Update Amber/,
    ],
    ['half a schema', file('S{"format":"amber-graphson"}\n'), 'malformed', /no schema/],
    ['a broken schema', file('S{"format":\n'), 'malformed', /damaged/],
    ['no counts', file(schemaText(), V1, V2, E1), 'truncated', /cut/],
    ['a line cut in the middle', file(schemaText(), V1, `${V2.slice(0, 20)}\n`), 'malformed', /damaged/],
    [
      'a vertex missing',
      file(schemaText(), V2, counts({ person: 2 })),
      'malformed',
      /should hold 2 vertices and holds 1/,
    ],
    [
      'an edge missing',
      file(schemaText(), V1, counts({ person: 1 }, { knows: 1 })),
      'malformed',
      /should hold 1 edges/,
    ],
    ['a vertex twice', file(schemaText(), V1, V1, counts({ person: 2 })), 'malformed', /twice/],
    [
      'an edge twice',
      file(schemaText(), V1, V2, E1, E1, counts({ person: 2 }, { knows: 1 })),
      'malformed',
      /there twice/,
    ],
    [
      'a vertex behind the edges',
      file(schemaText(), V1, edgeLine(8, 8), V2, counts({ person: 2 }, { knows: 1 })),
      'malformed',
      /behind the edges/,
    ],
    [
      'other labels',
      file(schemaText(), V1, counts({ robot: 1 })),
      'malformed',
      /labelled "person"|labelled "robot"/,
    ],
    ['something behind the end', file(schemaText(), counts({}), V1), 'malformed', /follows the last line/],
    ['an end without its line end', SOUND.subarray(0, -1), 'truncated', /cut/],
    ['a line of another kind', file(schemaText(), 'X{}\n'), 'malformed', /no vertex, no edge/],
    ['an empty line', file(schemaText(), '\n'), 'malformed', /no vertex, no edge/],
    [
      'a value without its fields',
      file(schemaText(), vertexLine(8, 'person', { note: [{ id: 'a' }] })),
      'malformed',
      /damaged/,
    ],
    ['a line that ends twice', file(schemaText(), V1.replace('}\n', '\r}\n')), 'malformed', /at byte \d+/],
    [
      'an id without end',
      file(schemaText(), vertexLine('x'.repeat(17_000_000))),
      'malformed',
      /A vertex is damaged/,
    ],
    [
      'an edge to an id without end',
      file(schemaText(), V1, edgeLine(8, 'x'.repeat(17_000_000))),
      'malformed',
      /An edge is damaged/,
    ],
    ['broken counts', file(schemaText(), 'C{"vertices":-1}\n'), 'malformed', /counts, is damaged/],
  ])('%s', (_, bytes, code, words) => {
    const error = errorOf(bytes);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });

  it('is refused at every length but the whole', () => {
    for (let length = 0; length < SOUND.length; length += 1) {
      expect(['truncated', 'malformed']).toContain(errorOf(SOUND.subarray(0, length)).code);
    }
  });

  it('is refused or read with any byte changed, and never anything else', () => {
    fc.assert(
      fc.property(fc.nat(SOUND.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = Buffer.from(SOUND);
        bytes[at] = byte;
        try {
          read(bytes);
        } catch (error) {
          expect(
            isAmberError(error) && ['malformed', 'truncated', 'unsupported-version'].includes(error.code),
          ).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('any graph', () => {
  const label = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('__proto__', 'toString', 'constructor'),
  );
  const id = fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const graph = fc.record({
    vertices: fc.uniqueArray(fc.tuple(id, label), {
      selector: ([each]) => `${typeof each}${each}`,
      maxLength: 30,
    }),
    edges: fc.array(fc.tuple(fc.nat(60), fc.nat(60), label), { maxLength: 30 }),
    chunk: fc.integer({ min: 1, max: 200 }),
  });

  it('is counted exactly', () => {
    fc.assert(
      fc.property(graph, ({ vertices, edges, chunk }) => {
        const end = (index: number) => vertices[index]?.[0] ?? `nowhere ${index}`;
        const tally = (labels: string[]) => {
          const found = new Map<string, number>();
          for (const each of labels) found.set(each, (found.get(each) ?? 0) + 1);
          return Object.fromEntries(found);
        };
        const bytes = file(
          schemaText({
            vertices: vertices.map(([, name]) => name),
            edges: edges.map(([, , name]) => name),
          }),
          ...vertices.map(([key, name]) => vertexLine(key, name)),
          ...edges.map(([out, into, name]) => edgeLine(end(out), end(into), { label: name })),
          counts(tally(vertices.map(([, name]) => name)), tally(edges.map(([, , name]) => name))),
        );
        const facts = read(bytes, chunk);
        expect(facts.vertices).toBe(vertices.length);
        expect(facts.edges).toBe(edges.length);
        const whole = edges.filter(([out, into]) => out < vertices.length && into < vertices.length);
        expect(facts.danglingEdges).toBe(edges.length - whole.length);
      }),
      { numRuns: 300 },
    );
  });
});
