import { describe, expect, it } from 'vitest';
import { parseProxies } from '#lib/platform/proxy-ranges';
import { clientAddress } from './client-address.ts';

const parsed = parseProxies('10.0.0.0/8, 2001:db8::/32');
const trusted = parsed.ok ? parsed.ranges : [];

describe('clientAddress', () => {
  it.each<[string, string, string | undefined, string]>([
    ['a peer that is no proxy', '192.0.2.7', undefined, '192.0.2.7'],
    ['a client that lies', '192.0.2.7', '1.2.3.4', '192.0.2.7'],
    ['one proxy', '10.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['a client that lies to a proxy', '10.0.0.1', '1.2.3.4, 192.0.2.7', '192.0.2.7'],
    ['two proxies', '10.0.0.1', '192.0.2.7, 10.0.0.2', '192.0.2.7'],
    ['a proxy that asks itself', '10.0.0.1', undefined, '10.0.0.1'],
    ['only proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['an IPv6 proxy', '2001:db8::1', '2001:470::7', '2001:470::7'],
    ['a dual-stack socket', '::ffff:10.0.0.1', '::ffff:192.0.2.7', '192.0.2.7'],
    ['rubbish', '10.0.0.1', 'rubbish', 'rubbish'],
  ])('%s', (_, peer, forwardedFor, client) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(client);
  });

  it('believes nobody when no proxy is named', () => {
    expect(clientAddress('10.0.0.1', '192.0.2.7', [])).toBe('10.0.0.1');
  });
});
