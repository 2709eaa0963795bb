import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAmberError } from './errors.ts';
import { parseStoreUri, type StoreUri } from './store-uri.ts';

const plain: StoreUri = {
  engine: 'redis',
  host: 'localhost',
  port: 6379,
  username: null,
  password: null,
  tls: false,
  database: 0,
  path: null,
  graph: null,
};

const GRAPH: Partial<StoreUri> = { engine: 'janusgraph', port: 8182 };

describe('parseStoreUri', () => {
  it.each<[string, Partial<StoreUri>]>([
    ['redis://localhost', {}],
    ['  redis://localhost/ ', {}],
    ['REDIS://localhost', {}],
    ['redis://localhost:', {}],
    ['redis://@localhost', {}],
    ['redis://:@localhost', {}],
    ['redis://localhost:6380/3', { port: 6380, database: 3 }],
    ['redis://localhost?db=4', { database: 4 }],
    ['rediss://localhost', { tls: true }],
    ['valkey://localhost', {}],
    ['valkeys://localhost', { tls: true }],
    ['ws://localhost', GRAPH],
    ['ws://localhost/', GRAPH],
    ['ws://localhost/gremlin', GRAPH],
    ['wss://localhost:443/db/gremlin', { ...GRAPH, tls: true, port: 443, path: '/db/gremlin' }],
    ['ws://u:p%2F@localhost?graph=social', { ...GRAPH, username: 'u', password: 'p/', graph: 'social' }],
    [
      'ws://localhost/gremlin?graph=janusgraph-restore-20261123T040000Z',
      { ...GRAPH, graph: 'janusgraph-restore-20261123T040000Z' },
    ],
    ['ws://localhost?graph=', GRAPH],
    ['redis://:secret@localhost', { password: 'secret' }],
    ['redis://user:secret@localhost', { username: 'user', password: 'secret' }],
    ['redis://user:@localhost', { username: 'user' }],
    ['redis://us%3Aer:p%40ss%2Fw%25rd%3A%23@localhost', { username: 'us:er', password: 'p@ss/w%rd:#' }],
    ['redis://:a:b:c@localhost', { password: 'a:b:c' }],
    ['redis://:%D0%BF%00@localhost', { password: 'п\0' }],
    ['redis://[::1]', { host: '::1' }],
    [
      'redis://u:p@[2001:db8::5]:7000/1',
      { host: '2001:db8::5', port: 7000, username: 'u', password: 'p', database: 1 },
    ],
    ['redis://[::ffff:10.0.0.1]:1', { host: '::ffff:10.0.0.1', port: 1 }],
    ['redis://10.0.0.1:65535', { host: '10.0.0.1', port: 65535 }],
    ['redis://my_redis.internal.', { host: 'my_redis.internal.' }],
    ['redis://bücher.example', { host: 'xn--bcher-kva.example' }],
  ])('reads %s', (text, wanted) => {
    expect(parseStoreUri(text)).toEqual({ ...plain, ...wanted });
  });

  it.each([
    ['', /Enter/],
    ['localhost:6379', /begins with/],
    ['http://localhost', /begins with/],
    ['redis:localhost', /begins with/],
    ['unix:///tmp/redis.sock', /begins with/],
    ['redis-sentinel://localhost', /begins with/],
    ['constructor://localhost', /begins with/],
    ['redis://', /no host/],
    ['redis:///0', /no host/],
    ['redis://:6379', /no host/],
    ['redis://user:password@', /no host/],
    ['redis://localhost:0', /port/],
    ['redis://localhost:70000', /port/],
    ['redis://localhost:6379a', /port/],
    ['redis://localhost:-1', /port/],
    ['redis://localhost/x', /database/],
    ['redis://localhost/-1', /database/],
    ['redis://localhost/1/2', /database/],
    ['redis://::1:6379', /brackets/],
    ['redis://[::1', /valid name|brackets/],
    ['redis://[localhost]', /IPv6/],
    ['redis://[fe80::1%25eth0]', /IPv6/],
    ['redis://secret@localhost', /not clear/],
    ['redis://a@b:secret@localhost', /%40/],
    ['redis://:pa/ss@localhost', /percent-encoded/],
    ['redis://:pa#ss@localhost', /percent-encoded/],
    ['redis://:pa?ss@localhost', /percent-encoded/],
    ['redis://:50%@localhost', /%25/],
    ['redis://:%ff@localhost', /percent-encoding/],
    ['redis://localhost?password=secret', /before the host/],
    ['redis://localhost?user=a', /before the host/],
    ['redis://localhost?ssl_cert_reqs=none', /parameters/],
    ['redis://localhost#0', /#/],
    ['redis://local host', /spaces/],
    ['redis://local\u202ehost', /cannot be seen/],
    ['redis://local\0host', /cannot be seen/],
    ['redis://us%E2%80%AEer:p@localhost', /cannot be seen/],
    ['redis://-bad', /valid name/],
    ['redis://a,b', /valid name/],
    [`redis://${'a'.repeat(300)}`, /valid name/],
    [`redis://${'a'.repeat(3000)}`, /too long/],
  ])('refuses %s', (text, words) => {
    expect(() => parseStoreUri(text)).toThrow(words);
  });

  it('reads back any password that is percent-encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (password) => {
        expect(parseStoreUri(`redis://:${encodeURIComponent(password)}@h`).password).toBe(password);
      }),
    );
  });

  it('answers any text with a URI or a message that repeats nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          parseStoreUri(`redis://${text}`);
          parseStoreUri(`redis://:canary${text}`);
        } catch (error) {
          expect(
            isAmberError(error) && error.code === 'invalid-input' && error.fields?.uri === error.message,
          ).toBe(true);
          expect(String(error)).not.toContain('canary');
        }
      }),
    );
  });
});
