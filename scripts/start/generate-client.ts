import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '#lib/platform/start-error';

const ROOT = join(import.meta.dirname, '../..');
const SCHEMA = join(ROOT, 'prisma/schema');
const GENERATED = join(ROOT, 'lib/db/generated');
const MARK = join(GENERATED, '.schema-hash');

const schemaHash = (): string => {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'node_modules/prisma/package.json')));
  for (const name of readdirSync(SCHEMA).sort()) hash.update(readFileSync(join(SCHEMA, name)));
  return hash.digest('hex');
};

/** Makes the database client from the schema, when it is not made from this very schema already. */
export const generateClient = (): void => {
  const hash = schemaHash();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === hash) return;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/prisma/build/index.js'), 'generate'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      // generation does not use the schema engine, but stops when it cannot download it: any program will do
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    },
  );
  if (status !== 0) throw new StartError(`The database client could not be made:\n${stdout}${stderr}`);
  writeFileSync(MARK, hash);
};
