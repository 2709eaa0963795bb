import { describe, expect, it } from 'vitest';
import { strangeTypes } from './typed-values.ts';

const vertex = (value: string): string =>
  `V{"id":{"@type":"g:Int64","@value":8},"label":"person","properties":{"note":[{"id":"p","value":${value}}]}}`;
const typed = (type: string, value: string): string => `{"@type":"${type}","@value":${value}}`;

describe('what an export writes', () => {
  it.each([
    'null',
    '"text"',
    '"@type"',
    '["@type","@value"]',
    String.raw`"{\"@type\":\"g:Class\"}"`,
    String.raw`"a \\u0040 b"`,
    String.raw`"\u0000\u001f\n\ud83d"`,
    typed('g:Int32', '-1'),
    typed('g:Double', '"-Infinity"'),
    typed('g:Float', '1.5E-3'),
    typed('g:Date', '0'),
    typed('g:UUID', '"41d2e28a-20a4-4ab0-b379-d810dede3786"'),
    typed('gx:Char', '"x"'),
    typed('gx:Instant', '"2026-01-01T00:00:00Z"'),
    typed('g:Map', `["k",${typed('g:List', `[${typed('gx:Int16', '5')}]`)}]`),
    typed('janusgraph:Geoshape', '{"type":"Point"}'),
  ])('%s', (value) => {
    expect(strangeTypes(vertex(value))).toBe(0);
  });
});

describe('what none writes', () => {
  const EVIL = typed('g:Class', '"org.codehaus.groovy.runtime.ConvertedClosure"');
  it.each([
    ['a class', EVIL],
    ['a class in a list', typed('g:List', `[${EVIL}]`)],
    ['a class in a key of a map', typed('g:Map', `[${EVIL},1]`)],
    ['a class that another value hides', `${EVIL},"value":"x"`],
    ['a class beside the value', `1,"more":${EVIL}`],
    ['a class with spaces', '{ "@type" : "g:Class", "@value" : "x" }'],
    ['a known type, written otherwise', '{"@type": "g:Int32","@value":1}'],
    ['a class whose value stands first', '{"@value":"x","@type":"g:Class"}'],
    ['an escaped key', String.raw`{"\u0040type":"g:Class","@value":"x"}`],
    ['an escaped key behind a backslash', String.raw`{"\\":1,"@typ\u0065":"g:Class","@value":"x"}`],
    ['an escaped type', String.raw`{"@type":"g:Int32\/","@value":1}`],
    ['a lambda', typed('g:Lambda', '[]')],
    ['a strategy', typed('g:TraversalStrategy', '{}')],
    ['an address', typed('gx:InetAddress', '"example.org"')],
    ['a number that is text', typed('g:Int32', '"a"')],
    ['a date that is a list', typed('g:Date', '[]')],
    ['a type that is none', '{"@type":5,"@value":1}'],
  ])('%s', (_, value) => {
    expect(strangeTypes(vertex(value))).toBe(1);
  });

  it('is found in what is long, in time that grows with its length', () => {
    const long = vertex(`[${`${typed('g:Int64', '1')},"\\u0001\\\\",`.repeat(200_000)}${EVIL}]`);
    expect(strangeTypes(long)).toBe(1);
  });
});
