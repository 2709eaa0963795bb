import { withSchemaEngine } from './schema-engine.ts';
import { readSchema, readSnapshot } from './schema-files.ts';

/** The SQL between the schema at the last migration and the schema now; null when nothing has changed. */
export const schemaDiff = async (databaseUrl: string): Promise<string | null> => {
  const schema = await readSchema();
  const snapshot = await readSnapshot();
  const { stdout } = await withSchemaEngine(databaseUrl, schema, (engine) =>
    engine.diff({
      from: snapshot ? { tag: 'schemaDatamodel', files: [snapshot] } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return stdout?.trim() && !stdout.startsWith('-- This is an empty migration') ? stdout : null;
};
