import { describe, expect, it } from 'vitest';
import type { DataStore } from '../data-store.ts';
import { type ConnectionInput, draftConnection } from './connection-draft.ts';

const tls = { ca: 'CA', serverName: 'cache', clientCertificate: 'CERT', hasClientKey: true };
const stored: DataStore = {
  id: 'dst_abcdefghjkmn',
  name: 'sessions',
  engine: 'redis',
  host: 'Cache-1',
  port: 6379,
  username: 'backup',
  hasPassword: true,
  tls,
  path: null,
  graph: null,
  status: 'active',
  statusReason: null,
  probe: null,
  probedAt: null,
  createdAt: new Date(0),
};

const on = {
  enabled: true as const,
  ca: 'CA',
  serverName: 'cache',
  clientCertificate: 'CERT',
  clientKey: null,
};
const same: ConnectionInput = {
  engine: 'redis',
  host: 'cache-1',
  port: 6379,
  username: 'backup',
  password: '',
  removePassword: false,
  tls: on,
  path: null,
  graph: null,
};

const passwordOf = (store: DataStore | null, over: Partial<ConnectionInput>): unknown => {
  const drafted = draftConnection(store, { ...same, ...over });
  return drafted.outcome === 'refused' ? drafted.fields.password : { password: drafted.connection.password };
};

describe('the password', () => {
  it.each<[string, DataStore | null, Partial<ConnectionInput>, unknown]>([
    ['is kept when the field is empty', stored, {}, { password: undefined }],
    ['is the typed one', stored, { password: 'new' }, { password: 'new' }],
    ['is removed on demand', stored, { removePassword: true }, { password: null }],
    [
      'is removed on demand elsewhere too',
      stored,
      { removePassword: true, host: 'other' },
      { password: null },
    ],
    [
      'is none where none was stored',
      { ...stored, hasPassword: false },
      { host: 'other' },
      { password: null },
    ],
    ['is none for a new store', null, { tls: null }, { password: null }],
    [
      'is typed again for another host',
      stored,
      { host: 'other' },
      'Type the password again, as the host has changed',
    ],
    [
      'is typed again for another port',
      stored,
      { port: 6380 },
      'Type the password again, as the port has changed',
    ],
    [
      'is typed again for another user',
      stored,
      { username: null },
      'Type the password again, as the user name has changed',
    ],
    ['is typed again without TLS', stored, { tls: null }, 'Type the password again, as TLS has changed'],
    ['is typed again with TLS', { ...stored, tls: null }, {}, 'Type the password again, as TLS has changed'],
    [
      'is typed again for another CA',
      stored,
      { tls: { ...on, ca: null } },
      'Type the password again, as the CA certificate has changed',
    ],
    [
      'is typed again for another server name',
      stored,
      { tls: { ...on, serverName: 'x' } },
      'Type the password again, as the server name has changed',
    ],
    ['typed, goes to another host', stored, { host: 'other', password: 'new' }, { password: 'new' }],
  ])('%s', (_, store, over, expected) => expect(passwordOf(store, over)).toEqual(expected));
});

describe('the client key', () => {
  const keyOf = (store: DataStore | null, over: Partial<typeof on> | null): unknown => {
    const drafted = draftConnection(store, {
      ...same,
      password: 'p',
      tls: over && { ...on, ...over },
    } as ConnectionInput);
    return drafted.outcome === 'refused' ? drafted.fields : drafted.connection.tls;
  };
  const refused = { 'tls.clientKey': 'Give the key that belongs to the client certificate' };
  const parts = { ca: 'CA', serverName: 'cache', clientCertificate: 'CERT' };

  it.each<[string, DataStore | null, object | null, unknown]>([
    ['is kept with its certificate', stored, {}, { ...parts, clientKey: undefined }],
    ['is the typed one', stored, { clientKey: 'KEY' }, { ...parts, clientKey: 'KEY' }],
    [
      'goes with its certificate',
      stored,
      { clientCertificate: null },
      { ...parts, clientCertificate: null, clientKey: null },
    ],
    ['is asked for with another certificate', stored, { clientCertificate: 'OTHER' }, refused],
    ['is asked for where none is stored', { ...stored, tls: { ...tls, hasClientKey: false } }, {}, refused],
    ['is asked for with a new store', null, {}, refused],
    ['is none without TLS', stored, null, null],
  ])('%s', (_, store, over, expected) => expect(keyOf(store, over)).toEqual(expected));
});

it('says both at once', () => {
  const drafted = draftConnection(stored, {
    ...same,
    host: 'other',
    tls: { ...on, clientCertificate: 'OTHER' },
  });
  expect(drafted.outcome === 'refused' && Object.keys(drafted.fields)).toEqual(['password', 'tls.clientKey']);
});

describe('of a JanusGraph', () => {
  const graph: DataStore = { ...stored, engine: 'janusgraph', tls: null, path: null, graph: 'social' };
  const kept: ConnectionInput = { ...same, engine: 'janusgraph', tls: null, path: null, graph: 'social' };

  it('another path may lead to another server: the password is typed again', () => {
    const drafted = draftConnection(graph, { ...kept, path: '/elsewhere' });
    expect(drafted).toMatchObject({
      outcome: 'refused',
      fields: { password: expect.stringContaining('the path has changed') },
    });
  });

  it('another graph of the same server keeps the password', () => {
    const drafted = draftConnection(graph, { ...kept, graph: 'other' });
    expect(drafted).toMatchObject({
      outcome: 'drafted',
      connection: { password: undefined, graph: 'other', path: null },
    });
  });

  it('another engine asks for it, and has neither graph nor path', () => {
    const changed = { ...kept, engine: 'redis', path: '/x' } as const;
    expect(draftConnection(graph, changed)).toMatchObject({ outcome: 'refused' });
    expect(draftConnection(graph, { ...changed, password: 'typed' })).toMatchObject({
      connection: { engine: 'redis', graph: null, path: null },
    });
  });
});
