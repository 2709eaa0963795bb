import { expect, it } from 'vitest';
import { engineMismatch, requireSameEngine } from './engine-mismatch.ts';

it('lets like into like', () => {
  expect(engineMismatch('redis', 'redis')).toBeNull();
  expect(engineMismatch('janusgraph', 'janusgraph')).toBeNull();
});

it.each([
  ['janusgraph', 'redis', /holds a graph, which only a JanusGraph can take/],
  ['redis', 'janusgraph', /holds keys and their values.*The target is a JanusGraph/],
] as const)('keeps a backup of %s out of %s, in words', (backup, store, words) => {
  expect(engineMismatch(backup, store)).toMatch(words);
  expect(() => requireSameEngine(backup, store)).toThrow(words);
});
