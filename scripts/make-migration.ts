/**
 * `npm run migration NAME`: writes the SQL between the schema at the last migration and the schema now into a new
 * folder under prisma/migrations. What Prisma cannot express is added to that file by hand.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaDiff } from '#lib/db/schema-diff';
import { MIGRATIONS, readSchema, SNAPSHOT } from '#lib/db/schema-files';
import { startPostgres } from '../e2e/servers/postgres.ts';

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]{2,60}$/.test(name)) {
  console.error(
    'Give the migration a name in lower case with underscores: npm run migration add_backup_tiers',
  );
  process.exit(2);
}

const postgres = await startPostgres();
const sql = await schemaDiff(postgres.url).finally(postgres.stop);
if (sql === null) {
  console.log('The schema has not changed since the last migration.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(MIGRATIONS, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  await writeFile(join(folder, SNAPSHOT), (await readSchema()).map((file) => file.content).join('\n'));
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`);
}
