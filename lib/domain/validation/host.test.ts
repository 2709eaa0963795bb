import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostInput, isIpv6 } from './host.ts';
import { messageOf } from './message-of.fixture.ts';

const NAME = 'A host has letters, digits and hyphens, with dots between its parts';
const IPV4 = 'Write an IPv4 address as four numbers from 0 to 255';
const IPV6 = 'That is no IPv6 address';

describe('hostInput', () => {
  it.each([
    ['localhost', 'localhost'],
    [' Cache-1.Internal ', 'cache-1.internal'],
    ['my_redis', 'my_redis'],
    ['cache.example.org.', 'cache.example.org.'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['1password.example', '1password.example'],
    ['10.0.4.11', '10.0.4.11'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['2001:DB8::7', '2001:db8::7'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['::', '::'],
  ])('%j becomes %j', (text, host) => expect(hostInput.parse(text)).toBe(host));

  it.each([
    ['', 'Give the host'],
    [undefined, 'Give the host'],
    [5, 'Give the host'],
    ['redis://cache', 'Give the host alone, without redis:// before it'],
    ['ada:secret@cache', 'Give the host alone; user name and password have their own fields'],
    ['cache/0', 'Give the host alone, without a path'],
    ['cache\\0', 'Give the host alone, without a path'],
    ['cache?db=1', 'Give the host alone, without a path'],
    ['cache:6379', 'Give the host alone; the port has its own field'],
    ['[::1]', 'Leave out the brackets around an IPv6 address'],
    ['fe80::1%eth0', 'An IPv6 address with a zone (%) cannot be used'],
    ['a cache', 'The host has a space or an invisible character in it'],
    ['cache\u200b', 'The host has a space or an invisible character in it'],
    ['cache\r\nFLUSHALL', 'The host has a space or an invisible character in it'],
    ['cache\0', 'The host has a space or an invisible character in it'],
    ['bücher.example', 'Write an international name in its ASCII form (xn--…)'],
    ['-cache', NAME],
    ['cache-', NAME],
    ['a..b', NAME],
    ['.', NAME],
    ['*.example', NAME],
    ['x'.repeat(64), NAME],
    [`${'x'.repeat(60)}.`.repeat(5), 'The host may have at most 253 characters'],
    ['256.0.0.1', IPV4],
    ['10.0.0', IPV4],
    ['127.1', IPV4],
    ['010.0.0.1', IPV4],
    ['01.2.3.4', IPV4],
    ['2852039166', IPV4],
    ['0xA9FEA9FE', IPV4],
    ['169.254.0xa9fe', IPV4],
    ['127.0.0.1.', IPV4],
    ['1:2:3', IPV6],
    ['1::2::3', IPV6],
    ['::12345', IPV6],
    ['::1.2.3', IPV6],
  ])('refuses %j: %s', (text, message) => expect(messageOf(hostInput, text)).toBe(message));

  it('knows an IPv6 address as Node does', () => {
    const piece = fc.oneof(
      fc.constantFrom(':', '::', '1.2.3.4', '0', 'ffff', '12345', 'g', '1.2.3', '.', ''),
      fc.integer({ min: 0, max: 0xffff }).map((group) => `${group.toString(16)}:`),
    );
    const text = fc.oneof(
      fc.ipV6(),
      fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (text) => {
        expect({ text, is: isIpv6(text) }).toEqual({ text, is: isIPv6(text) });
      }),
      { numRuns: 5000 },
    );
  });
});
