import { describe, expect, it } from 'vitest';
import type { GraphFacts, GraphSchemaSummary } from '#lib/domain/graph-facts';
import { indexWords, keyWords, vertexLabelRows } from './graph-schema-words.ts';

const index: GraphSchemaSummary['indexes'][number] = {
  name: 'byName',
  kind: 'composite',
  on: 'vertices',
  keys: ['name'],
  unique: false,
  backend: null,
  status: 'ENABLED',
};

describe('indexWords', () => {
  it.each([
    [{}, 'composite, on vertices: name'],
    [{ unique: true, keys: ['name', 'age'] }, 'composite, unique, on vertices: name, age'],
    [
      { kind: 'mixed', backend: 'search', on: 'edges', status: 'INSTALLED' },
      'mixed (search), on edges: name, INSTALLED',
    ],
    [{ kind: 'vertex-centric', on: 'knows', status: null }, 'vertex-centric, on knows: name'],
  ] as const)('%j', (change, words) =>
    expect(
      indexWords({ ...index, ...change, keys: [...('keys' in change ? change.keys : index.keys)] }),
    ).toBe(words),
  );
});

it('keyWords tells type, cardinality and the rest', () => {
  const key = { name: 'short', type: 'String', cardinality: 'list', traits: ['expires after 60 s'] };
  expect(keyWords(key)).toBe('String, list, expires after 60 s');
});

it('counts elements without a label of the schema, by name', () => {
  const labels = [
    { name: 'person', traits: [] },
    { name: 'fixed', traits: ['static'] },
  ];
  const facts = {
    schema: { vertexLabels: labels },
    vertexLabels: { person: 3, vertex: 1 },
  } as unknown as GraphFacts;
  expect(vertexLabelRows(facts)).toEqual([
    { name: 'fixed', words: 'static', count: 0 },
    { name: 'person', words: '', count: 3 },
    { name: 'vertex', words: '', count: 1 },
  ]);
});
