import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { AmberError } from '../errors.ts';
import { parseRequest } from '../requests/parse-request.ts';
import { dataStoreInput, editDataStoreInput, testConnectionInput } from './data-store-input.ts';

const form = { name: 'sessions', engine: 'redis', host: '10.0.4.11', port: '6379' };
const noTls = { username: null, password: '', removePassword: false, tls: null, path: null, graph: null };
const certificate = (rootCertificates[0] ?? '').trim();
const key = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----';

const fieldsOf = (input: unknown): unknown => {
  try {
    parseRequest(dataStoreInput, input);
    return null;
  } catch (error) {
    return error instanceof AmberError ? error.fields : error;
  }
};

describe('dataStoreInput', () => {
  it('takes the least', () => {
    expect(parseRequest(dataStoreInput, form)).toEqual({ ...form, port: 6379, ...noTls });
  });

  it('takes the most', () => {
    const tls = {
      enabled: true,
      ca: certificate,
      serverName: 'Cache.Example.org',
      clientCertificate: certificate,
      clientKey: key,
    };
    const input = { ...form, username: ' backup ', password: ' p@ss word ', tls };
    expect(parseRequest(dataStoreInput, input)).toEqual({
      ...form,
      port: 6379,
      username: 'backup',
      password: ' p@ss word ',
      removePassword: false,
      path: null,
      graph: null,
      tls: { ...tls, serverName: 'cache.example.org' },
    });
  });

  it('reads empty texts as nothing', () => {
    const tls = { enabled: true, ca: '', serverName: ' ', clientCertificate: '', clientKey: '\n' };
    expect(parseRequest(dataStoreInput, { ...form, username: '', tls })).toMatchObject({
      username: null,
      tls: { ca: null, serverName: null, clientCertificate: null, clientKey: null },
    });
  });

  it('does not look at what the form hides while TLS is off', () => {
    const tls = { enabled: false, ca: 'half a certifi', clientKey: key };
    expect(parseRequest(dataStoreInput, { ...form, tls })).toMatchObject({ tls: null });
  });

  it.each<[string, object, object]>([
    ['another engine', { engine: 'mongodb' }, { engine: 'Choose an engine' }],
    ['port 0', { port: 0 }, { port: 'The port is a number from 1 to 65535' }],
    ['port 70000', { port: '70000' }, { port: 'The port is a number from 1 to 65535' }],
    [
      'a URI as host',
      { host: 'redis://cache:6379' },
      { host: 'Give the host alone, without redis:// before it' },
    ],
    [
      'a user name with a space',
      { username: 'a b' },
      { username: 'A user name has no spaces or invisible characters' },
    ],
    [
      'a password without end',
      { password: 'x'.repeat(4097) },
      { password: 'The password may have at most 4096 characters' },
    ],
    [
      'two wishes',
      { password: 'x', removePassword: true },
      { password: 'Either type a password or remove it' },
    ],
    ['TLS of another sort', { tls: 'yes' }, { tls: 'Switch TLS on or off' }],
    ['TLS neither on nor off', { tls: {} }, { 'tls.enabled': 'Switch TLS on or off' }],
    [
      'a key without certificate',
      { tls: { enabled: true, clientKey: key } },
      { 'tls.clientCertificate': 'Give the certificate that belongs to the key' },
    ],
    [
      'a server name that is none',
      { tls: { enabled: true, serverName: 'https://x' } },
      { 'tls.serverName': 'Give a host name such as cache.example.org' },
    ],
  ])('refuses %s', (_, over, fields) => expect(fieldsOf({ ...form, ...over })).toEqual(fields));

  it('says all that is wrong at once, beside its field', () => {
    expect(fieldsOf({ name: ' ', port: 0, tls: { enabled: true, ca: 'x' } })).toEqual({
      name: 'Give the data store a name',
      engine: 'Choose an engine',
      host: 'Give the host',
      port: 'The port is a number from 1 to 65535',
      'tls.ca': 'Paste a certificate in PEM form, from -----BEGIN CERTIFICATE----- to its end',
    });
  });

  it.each([null, undefined, 'x', []])('refuses %j', (input) => expect(fieldsOf(input)).not.toBeNull());

  it('drops what it does not know', () => {
    const input = JSON.parse(
      `{"__proto__": {"admin": true}, "role": "owner", ${JSON.stringify(form).slice(1)}`,
    );
    expect(Object.keys(parseRequest(dataStoreInput, input)).sort()).toEqual(
      [
        'engine',
        'graph',
        'host',
        'name',
        'password',
        'path',
        'port',
        'removePassword',
        'tls',
        'username',
      ].sort(),
    );
  });
});

it('needs an id to edit, and a name', () => {
  const id = 'dst_abcdefghjkmn';
  expect(parseRequest(editDataStoreInput, { id, ...form })).toMatchObject({ id, name: 'sessions' });
  expect(() => parseRequest(editDataStoreInput, form)).toThrow('That is no data store');
});

it('tests a connection that has no name yet, with or without a store', () => {
  const { name: _, ...connection } = form;
  expect(parseRequest(testConnectionInput, connection)).toEqual({ ...connection, port: 6379, ...noTls });
  expect(parseRequest(testConnectionInput, { id: 'dst_abcdefghjkmn', ...form })).toMatchObject({
    id: 'dst_abcdefghjkmn',
  });
});
