import { expect, it } from 'vitest';
import { parseStoreUri } from '../store-uri.ts';
import { graphInput, graphProblem, gremlinPathInput, gremlinPathProblem } from './graph.ts';

it.each(['graph', 'mem', 'janusgraph-restore-20261123T040000Z', '_x', '7', 'a'.repeat(100)])(
  'a graph may be called %s',
  (name) => {
    expect(graphProblem(name)).toBeNull();
    expect(graphInput.parse(` ${name} `)).toBe(name);
  },
);

it.each(['-x', 'a b', 'a/b', '../x', 'a;b', "a'", 'grä', 'a.b', '\u202ea', 'a'.repeat(101)])(
  'no graph may be called %j',
  (name) => {
    expect(graphProblem(name)).toMatch(/^The graph’s name/);
    expect(graphInput.safeParse(name).success).toBe(false);
    expect(() => parseStoreUri(`ws://h?graph=${encodeURIComponent(name)}`)).toThrow();
  },
);

it.each(['/gremlin', '/', '/a/b_c-d.e~', '/gremlin/'])('a path may be %s', (path) =>
  expect(gremlinPathProblem(path)).toBeNull(),
);

it.each(['gremlin', '/a?b', '/a#b', '/a b', '/%00', '//h\r\nX: y', `/${'a'.repeat(200)}`])(
  'no path may be %j',
  (path) => expect(gremlinPathProblem(path)).not.toBeNull(),
);

it('the usual path, and none, are the same', () => {
  expect(gremlinPathInput.parse('/gremlin')).toBeNull();
  expect(gremlinPathInput.parse('')).toBeNull();
  expect(gremlinPathInput.parse(undefined)).toBeNull();
  expect(gremlinPathInput.parse('/db')).toBe('/db');
});
