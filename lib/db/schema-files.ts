import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import type { SchemaFile } from './schema-engine.ts';

const PRISMA = join(import.meta.dirname, '../../prisma');
export const MIGRATIONS = join(PRISMA, 'migrations');
/** The schema as it was when a migration was made, beside its `migration.sql`: what the next one is compared with. */
export const SNAPSHOT = 'schema.prisma';

/** The files of `prisma/schema` as they are now. */
export const readSchema = async (): Promise<SchemaFile[]> => {
  const folder = join(PRISMA, 'schema');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      content: await readFile(join(folder, name), 'utf8'),
    })),
  );
};

const migrationNames = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
};

/** The schema at the newest migration that has one (hand-written SQL may have none); null before the first. */
export const readSnapshot = async (): Promise<SchemaFile | null> => {
  for (const name of (await migrationNames(MIGRATIONS)).reverse()) {
    const path = join(MIGRATIONS, name, SNAPSHOT);
    if (existsSync(path)) return { path, content: await readFile(path, 'utf8') };
  }
  return null;
};

/** The migrations as the schema engine wants them. */
export const readMigrations = async (folder: string = MIGRATIONS): Promise<MigrationList> => {
  const names = await migrationNames(folder);
  const lockfile = join(folder, 'migration_lock.toml');
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: await readFile(lockfile, 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
};
