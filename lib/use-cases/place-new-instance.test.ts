import { expect, it } from 'vitest';
import type { RestorableBackup } from './find-restorable-backup.ts';
import { wishOf } from './place-new-instance.ts';

/** What an imported backup says of its graph. */
const graphOf = (options: Record<string, string>, indexBackends: Record<string, string>) => {
  const contents = { format: 'graphson', options, source: { indexBackends } };
  const backup = { contents, usedMemory: null } as unknown as RestorableBackup;
  return wishOf(backup, { product: 'janusgraph', version: '1.1.0' }).graph;
};

it('takes the options that are fixed when a graph is made, and the names of its indexes', () => {
  const options = { 'graph.set-vertex-id': 'true', 'storage.directory': '/etc' };
  expect(graphOf(options, { search: 'elasticsearch' })).toEqual({
    options: { 'graph.set-vertex-id': 'true' },
    indexes: ['search'],
  });
});

it.each(['true\nstorage.directory=/etc', 'true\\', 'a,b', '', 'x'.repeat(61)])(
  'leaves out what is no plain word: %j',
  (text) => {
    expect(graphOf({ 'schema.constraints': text }, { [text]: 'lucene', search: 'lucene' })).toEqual({
      options: {},
      indexes: ['search'],
    });
  },
);
