import { expect, it } from 'vitest';
import { readVersion } from './installed-servers.ts';

it.each([
  ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=ae4d', 'redis 7.0.15'],
  ['Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0', 'valkey 8.1.1'],
  ['KeyDB server v=6.3.4 sha=00000000:0 malloc=libc bits=64 build=7bbe', 'keydb 6.3.4'],
  ['dragonfly v1.40.1-f3c9d1a\nbuild time: 2026-06-01', 'dragonfly 1.40.1'],
  ['usage: something else', null],
  ['', null],
])('%s', (said, wanted) => {
  const found = readVersion(said);
  expect(found && `${found.product} ${found.version}`).toBe(wanted);
});
