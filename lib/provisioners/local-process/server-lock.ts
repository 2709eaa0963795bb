import { execFile } from 'node:child_process';

/** Exit code of `LAUNCH` when another process holds the lock. */
export const HELD_ELSEWHERE = 98;

/**
 * Becomes the server: `sh -c LAUNCH sh <lock file> <pid file> <program> <arguments>`. The kernel's lock is on the
 * server's own file descriptor 9, so that it ends with the server and never before, in whatever process namespace or
 * container that runs. The pid is written before there is a server, and without it there is none. Where there is no
 * flock(1) (macOS), the pid alone must do.
 */
export const LAUNCH = `
exec 9>"$1" || exit 1
if command -v flock >/dev/null; then flock -n 9 || exit ${HELD_ELSEWHERE}; fi
echo $$ >"$2" || exit 1
shift 2
exec "$@"`;

/** Whether some process holds the lock: a server runs there, seen from here or not. */
export const isHeld = (lockFile: string): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('flock', ['-n', '-E', String(HELD_ELSEWHERE), lockFile, 'true'], (error) =>
      resolve(error?.code === HELD_ELSEWHERE),
    );
  });
