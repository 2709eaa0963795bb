import { expect, it } from 'vitest';
import type { DataStore } from '../data-store.ts';
import type { ConnectionInput } from './connection-draft.ts';
import { movedFields, SERVER_FIELDS } from './moved-fields.ts';

const stored = {
  ...{ engine: 'janusgraph', host: 'Graph.internal', port: 8182, path: null, graph: 'social' },
} as DataStore;
const form: ConnectionInput = {
  ...{ engine: 'janusgraph', host: 'graph.internal', port: 8182, path: null, graph: 'social' },
  ...{ username: 'another', password: 'new', removePassword: false, tls: null },
};
const moved = (change: Partial<ConnectionInput>) =>
  Object.keys(movedFields(stored, { ...form, ...change }, [...SERVER_FIELDS, 'graph'], 'No.'));

it('lets credentials change', () => {
  expect(moved({})).toEqual([]);
});

it('names what leads elsewhere', () => {
  expect(moved({ host: 'elsewhere', port: 1 })).toEqual(['host', 'port']);
  expect(moved({ path: '/other' })).toEqual(['path']);
  expect(moved({ graph: null })).toEqual(['graph']);
  expect(moved({ engine: 'redis', path: '/of-a-hidden-field' })).toEqual(['engine']);
  expect(movedFields(stored, { ...form, graph: 'mem' }, SERVER_FIELDS, 'No.')).toEqual({});
});
