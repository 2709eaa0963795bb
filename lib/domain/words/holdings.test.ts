import { expect, it } from 'vitest';
import { countedWords, holdingsWords } from './holdings.ts';

it.each([
  [{ keys: 1, edges: null }, '1 key'],
  [{ keys: 1234, edges: null }, '1,234 keys'],
  [{ keys: 1, edges: 1 }, '1 vertex and 1 edge'],
  [{ keys: 1234, edges: 5678 }, '1,234 vertices and 5,678 edges'],
  [{ keys: 2, edges: 0 }, '2 vertices and 0 edges'],
])('%j: %s', (counted, words) => expect(countedWords(counted)).toBe(words));

it.each([
  [{ keys: 3, databases: 1, functions: 0 }, '3 keys in 1 database'],
  [{ keys: 3, databases: 2, functions: 2 }, '3 keys in 2 databases and 2 function libraries'],
  [{ vertices: 3, edges: 4, empty: false }, '3 vertices and 4 edges'],
  [{ vertices: null, edges: null, empty: false }, 'a graph that nobody has counted'],
  [{ vertices: null, edges: null, empty: true }, 'no vertices'],
])('%j: %s', (holdings, words) => expect(holdingsWords(holdings)).toBe(words));
