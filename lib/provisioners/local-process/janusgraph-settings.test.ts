import { expect, it } from 'vitest';
import { janusGraphSettings } from './janusgraph-settings.ts';

const settingsOf = (graph: { options: Record<string, string>; indexes: string[] }) =>
  janusGraphSettings({ port: 8182, username: 'amber', password: 'secret', data: '/data', graph });

it('writes what a graph is made with', () => {
  const { 'conf/graph.properties': text } = settingsOf({
    options: { 'graph.set-vertex-id': 'true', 'cluster.max-partitions': '64' },
    indexes: ['search'],
  });
  expect(text!.split('\n').slice(4)).toEqual([
    'index.search.backend=lucene',
    'index.search.directory=/data/index-search',
    'graph.set-vertex-id=true',
    'cluster.max-partitions=64',
    '',
  ]);
});

it.each([
  ['a line end in a value', { 'schema.constraints': 'true\nstorage.directory=/etc' }],
  ['a carriage return in a value', { 'schema.constraints': 'true\rstorage.directory=/etc' }],
  ['an escape in a value', { 'schema.constraints': 'true\\u000astorage.directory=/etc' }],
  ['a line that goes on', { 'schema.constraints': 'true\\' }],
  ['an interpolation', { 'schema.constraints': `${'$'}{env:HOME}` }],
  ['a list', { 'schema.constraints': 'true,false' }],
  ['an empty value', { 'schema.constraints': '' }],
  ['a line end in a name', { 'a\nstorage.directory': 'x' }],
  ['a value in a name', { 'storage.directory=/etc #': 'x' }],
  ['a comment as a name', { '#': 'x' }],
])('refuses %s', (_, options) => {
  expect(() => settingsOf({ options, indexes: [] })).toThrow('foreign characters');
});

it.each(['search\nstorage.directory=/etc', 'a.directory=/etc', '../etc', '', 'a b', 'ü', 'x'.repeat(61)])(
  'refuses an index %j',
  (name) => {
    expect(() => settingsOf({ options: {}, indexes: [name] })).toThrow('foreign characters');
  },
);
