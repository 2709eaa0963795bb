import { describe, expect, it } from 'vitest';
import { schemaFixture } from '../graphson/graph-lines.fixture.ts';
import type { GraphSchema } from '../graphson/schema-line.ts';
import { checkClasses } from './check-schema.ts';

const withMixed = (change: Partial<GraphSchema['base']['mixedIndexes'][number]>): GraphSchema => {
  const schema = schemaFixture();
  Object.assign(schema.base.mixedIndexes[0]!, change);
  return schema;
};
const withKey = (className: string): GraphSchema => {
  const schema = schemaFixture();
  schema.base.propertyKeys[0]!.className = className;
  return schema;
};
const withComposite = (typeClass: string): GraphSchema => {
  const schema = schemaFixture();
  schema.base.compositeIndexes.push({
    name: 'byNote',
    typeClass,
    keys: [{ propertyKey: 'note' }],
    unique: false,
    inlinePropertyKeys: [],
  });
  return schema;
};
const withParameter = (value: string, parser = 'enum'): GraphSchema =>
  withMixed({ keys: [{ propertyKey: 'note', parameters: [{ key: 'mapping', value, parser }] }] });

describe('of a stranger’s schema', () => {
  it.each<[string, GraphSchema]>([
    ['the fixture', schemaFixture()],
    ['a geoshape', withKey('org.janusgraph.core.attribute.Geoshape')],
    ['an array', withKey('[Ljava.lang.String;')],
    ['an index on edges', withMixed({ typeClass: 'org.apache.tinkerpop.gremlin.structure.Edge' })],
    ['an option of JanusGraph', withParameter('org.janusgraph.core.schema.Mapping.TEXT')],
    ['a text that is no class', withParameter('javax.script.ScriptEngineManager', 'string')],
  ])('%s is taken', (_, schema) => {
    expect(() => checkClasses(schema, false)).not.toThrow();
  });

  it.each<[string, GraphSchema]>([
    ['the data type of a key', withKey('javax.script.ScriptEngineManager')],
    ['an array of objects', withKey('[Ljavax.script.ScriptEngineManager;')],
    ['a data type with a space', withKey('java.lang.String ')],
    ['what a composite index is on', withComposite('com.example.Evil')],
    ['what a mixed index is on', withMixed({ typeClass: 'com.example.Evil' })],
    ['an option', withParameter('com.example.Evil.NOW')],
    ['an option below the package', withParameter('org.janusgraph.core.schema.a.Evil.NOW')],
    [
      'an option after a line end',
      withParameter('com.example.Evil\norg.janusgraph.core.schema.Mapping.TEXT'),
    ],
    ['an option before a line end', withParameter('org.janusgraph.core.schema.Mapping.TEXT\n')],
  ])('%s is refused as a class, and taken from a backup of our own', (_, schema) => {
    expect(() => checkClasses(schema, false)).toThrow(
      expect.objectContaining({ code: 'preflight-refused', message: expect.stringContaining('class') }),
    );
    expect(() => checkClasses(schema, true)).not.toThrow();
  });
});
