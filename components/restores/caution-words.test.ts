import { expect, it } from 'vitest';
import { lossWords } from './caution-words.ts';

const brought = { vertices: 3, edges: 4, empty: false };

it.each([
  [
    { vertices: null, edges: null, empty: true },
    'It is empty now. The backup brings 3 vertices and 4 edges.',
  ],
  [
    { vertices: null, edges: null, empty: false },
    'The whole graph, its schema too, is replaced by the 3 vertices and 4 edges of the backup.',
  ],
  [
    { vertices: 1, edges: 0, empty: false },
    'The whole graph, its schema too (1 vertex and 0 edges at its last backup), is replaced by the 3 vertices and 4 edges of the backup.',
  ],
])('of a graph: %j', (lost, words) => expect(lossWords({ lost, brought })).toBe(words));

const keys = { keys: 3, databases: 2, functions: 0 };
it.each([
  [{ keys: 0, databases: 0, functions: 0 }, 'It is empty now. The backup brings 3 keys.'],
  [{ keys: 1, databases: 1, functions: 0 }, '1 key is replaced by the 3 of the backup.'],
  [
    { keys: 9, databases: 2, functions: 1 },
    '9 keys in 2 databases and 1 function library are replaced by the 3 of the backup.',
  ],
])('of keys: %j', (lost, words) => expect(lossWords({ lost, brought: keys })).toBe(words));
