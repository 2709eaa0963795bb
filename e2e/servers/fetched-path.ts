import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where a fetched server lies (`scripts/test/servers/pinned.mjs` names them); fetched on first use. Throws without it. */
export const fetchedPath = (name: string): string => {
  const path = join(root, '.cache/servers', name);
  if (!existsSync(path)) {
    execFileSync(process.execPath, [join(root, 'scripts/fetch-test-servers.mjs')], { stdio: 'inherit' });
  }
  return path;
};
