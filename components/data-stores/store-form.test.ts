import { describe, expect, it } from 'vitest';
import {
  EMPTY_FORM,
  fillFromUri,
  inputOf,
  nameFollowingHost,
  readUri,
  retypeReason,
  type StoreForm,
  withoutPassword,
  withoutRepeats,
} from './store-form.ts';

describe('fillFromUri', () => {
  const uri = 'rediss://backup:s3cret@cache-1.internal:6380';
  it('fills every field', () => {
    const form = fillFromUri(EMPTY_FORM, uri);
    expect(form).toMatchObject({
      host: 'cache-1.internal',
      port: '6380',
      username: 'backup',
    });
    expect(form).toMatchObject({ uri, password: 's3cret', tls: { enabled: true } });
  });
  it('leaves the fields alone while the address is no address', () => {
    expect(fillFromUri({ ...EMPTY_FORM, host: 'a' }, 'redis:/')).toMatchObject({ uri: 'redis:/', host: 'a' });
  });
});

describe('nameFollowingHost', () => {
  const typed = (...hosts: string[]) => {
    let form = EMPTY_FORM;
    for (const host of hosts) form = nameFollowingHost(form, { ...form, host });
    return form;
  };
  it('follows what is typed', () => {
    expect(typed('c', 'ca', 'cache-1.internal').name).toBe('cache-1');
    expect(typed('c', '').name).toBe('');
  });
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['[fd00::7]', 'fd00::7'],
    ['localhost', ''],
    ['127.0.0.1', ''],
    ['::1', ''],
  ])('%s is called %j', (host, name) => expect(typed(host).name).toBe(name));
  it('never touches a name that somebody typed', () => {
    const mine = { ...EMPTY_FORM, name: 'mine' };
    expect(nameFollowingHost(mine, { ...mine, host: 'cache' }).name).toBe('mine');
    const both = { ...EMPTY_FORM, host: 'cache', name: 'typed' };
    expect(nameFollowingHost({ ...EMPTY_FORM, host: 'cac' }, both).name).toBe('typed');
  });
});

describe('withoutRepeats', () => {
  const errors = { host: 'Enter the host', name: 'Enter a name' };
  it('says a broken address once, beside the address', () => {
    expect(withoutRepeats(errors, { ...EMPTY_FORM, uri: 'redis:/' })).toEqual({
      name: 'Enter a name',
      uri: expect.any(String),
    });
  });
  it('leaves other faults alone', () => {
    expect(withoutRepeats(errors, EMPTY_FORM)).toBe(errors);
    const filled = { ...EMPTY_FORM, uri: 'redis:/', host: 'a b' };
    expect(withoutRepeats(errors, filled)).toBe(errors);
  });
});

describe('readUri', () => {
  it('says what is wrong', () => {
    expect(readUri('http://x')).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('redis://'),
    });
  });
});

describe('withoutPassword', () => {
  it.each([
    ['redis://user:secret@host:1/0', 'redis://user:@host:1/0'],
    ['redis://:secret@host', 'redis://:@host'],
    ['redis://user@host', 'redis://user@host'],
    ['redis://host:6379', 'redis://host:6379'],
  ])('%s reads %s', (uri, without) => expect(withoutPassword(uri)).toBe(without));
});

describe('inputOf', () => {
  it('leaves out the address, and what TLS would need while it is off', () => {
    const input = inputOf({ ...EMPTY_FORM, uri: 'redis://x', tls: { ...EMPTY_FORM.tls, ca: 'left over' } });
    expect(input).not.toHaveProperty('uri');
    expect(input.tls).toEqual({ enabled: false });
  });
});

describe('retypeReason', () => {
  const stored = {
    host: 'cache',
    port: 6379,
    username: 'backup',
    hasPassword: true,
    tls: { ca: 'PEM', serverName: null, clientCertificate: null, hasClientKey: false },
    path: null,
    graph: null,
    uri: '',
  };
  const form: StoreForm = {
    ...EMPTY_FORM,
    host: 'cache',
    username: 'backup',
    tls: { ...EMPTY_FORM.tls, enabled: true, ca: 'PEM\r\n' },
  };
  it.each([
    ['nothing changed', {}, null],
    ['another host', { host: 'other' }, /the host changed/],
    ['the same host in capitals', { host: ' CACHE ' }, null],
    ['port and user', { port: '1', username: '' }, /the port and username changed/],
    ['TLS off', { tls: EMPTY_FORM.tls }, /the TLS changed/],
    ['another CA', { tls: { ...form.tls, ca: 'OTHER' } }, /the CA certificate changed/],
    ['a server name', { tls: { ...form.tls, serverName: 'x' } }, /the server name changed/],
    ['typed again', { host: 'other', password: 'x' }, null],
    ['removed', { host: 'other', removePassword: true }, null],
  ])('%s', (_name, change, reason) => {
    const said = retypeReason({ ...form, ...change }, stored);
    if (reason === null) expect(said).toBeNull();
    else expect(said).toMatch(reason);
  });
  it('asks for nothing when none is stored', () => {
    expect(retypeReason({ ...form, host: 'other' }, { ...stored, hasPassword: false })).toBeNull();
  });
});
