import { expect, it } from 'vitest';
import type { ServerVersion } from './instance.ts';
import { mostAlike, newInstanceName } from './new-instance.ts';

it('names a new instance by its product and the moment', () => {
  expect(newInstanceName('redis', new Date('2026-11-23T04:00:00.123Z'))).toBe(
    'redis-restore-20261123T040000Z',
  );
  expect(newInstanceName('janusgraph', new Date('2026-11-23T04:00:00Z'))).toBe(
    'janusgraph-restore-20261123T040000Z',
  );
});

const server = (text: string): ServerVersion => {
  const [product, version] = text.split(' ');
  return { product: product as ServerVersion['product'], version: version! };
};

it.each([
  ['redis 7.0.15', ['redis 8.0.2', 'redis 7.2.4', 'redis 7.0.15', 'valkey 9.1.2'], 'redis 7.2.4'],
  ['redis 7.2.4', ['redis 6.2.14', 'redis 8.0.2', 'valkey 8.1.1'], 'redis 8.0.2'],
  ['redis 7.2.4', ['keydb 6.3.4', 'valkey 8.1.1', 'valkey 8.10.0'], 'valkey 8.10.0'],
  ['dragonfly 1.40.1', ['redis 7.0.15', 'valkey 8.1.1'], 'redis 7.0.15'],
  ['redis 7.2.4', [], null],
])('like %s of %j: %s', (like, servers, chosen) => {
  const found = mostAlike(server(like), servers.map(server));
  expect(found && `${found.product} ${found.version}`).toBe(chosen);
});

it('passes over what does not fit', () => {
  const servers = ['redis 7.0.15', 'redis 7.2.4'].map(server);
  expect(mostAlike(server('redis 7.2.4'), servers, ({ version }) => version < '7.2')?.version).toBe('7.0.15');
  expect(mostAlike(server('redis 7.2.4'), servers, () => false)).toBeNull();
});
