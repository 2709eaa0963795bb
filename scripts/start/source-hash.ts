import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What no build depends on. Everything else counts: a folder forgotten in a list of sources would serve old code. */
const IGNORED = new Set([
  'node_modules',
  'docs',
  'e2e',
  'scripts',
  'bin',
  'bench',
  'data',
  'test-results',
  'playwright-report',
  'next-env.d.ts',
]);
const IGNORED_PATHS = new Set(['lib/db/generated', 'prisma/migrations']);
/** What else lies beside the sources at the top is somebody's: a downloaded backup, say. */
const TOP_SOURCE = /\.(ts|mjs|cjs|json)$/;
const IGNORED_FILE = /\.(test\.tsx?|md|tsbuildinfo|log)$/;

const addFolder = (
  hash: ReturnType<typeof createHash>,
  root: string,
  relative: string,
  skip: Set<string>,
): void => {
  const entries = readdirSync(join(root, relative), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = relative ? `${relative}/${entry.name}` : entry.name;
    if (entry.name.startsWith('.') || skip.has(path) || IGNORED_FILE.test(entry.name)) continue;
    if (entry.isDirectory()) addFolder(hash, root, path, skip);
    else if (entry.isFile() && (relative !== '' || TOP_SOURCE.test(entry.name)))
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(root, path)))
        .update('\0');
  }
};

/** A digest of everything below `root` that a build of the console may depend on. */
export const sourceHash = (root: string, ignored: string[] = []): string => {
  const hash = createHash('sha256');
  hash.update(process.version);
  addFolder(hash, root, '', new Set([...IGNORED, ...IGNORED_PATHS, ...ignored]));
  return hash.digest('hex');
};
