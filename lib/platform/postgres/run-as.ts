import { execFileSync } from 'node:child_process';
import { StartError } from '../start-error.ts';

/** PostgreSQL refuses to run as root: then it runs as another user. null: as the user that we are. */
export type RunAs = { uid: number; gid: number; name: string } | null;

const USER = 'postgres';

const lookUp = (): RunAs => {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, USER], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g'), name: USER };
  } catch {
    return null;
  }
};

/** Who runs the embedded PostgreSQL; as root the user `postgres`, which is made where it does not exist. */
export const postgresUser = (): RunAs => {
  if (process.getuid?.() !== 0) return null;
  const existing = lookUp();
  if (existing) return existing;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', USER], {
      stdio: 'pipe',
    });
  } catch (cause) {
    throw new StartError(
      'PostgreSQL does not run as root, and no user “postgres” could be made. Start Amber as another user, or set DATABASE_URL.',
      { cause },
    );
  }
  return lookUp();
};
