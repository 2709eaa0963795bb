import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../start-error.ts';
import type { RunAs } from './run-as.ts';

export type Confined = {
  command: string;
  commandArgs: string[];
  options: { uid?: number; gid?: number };
};

/** The first folder on the way to `path` that this user may not enter; null when the way is free. */
export const closedFolder = (path: string, user: { uid: number; gid: number }): string | null => {
  const parent = dirname(path);
  if (parent === path) return null;
  const above = closedFolder(parent, user);
  if (above) return above;
  const { mode, uid, gid } = statSync(parent);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return mode & bit ? null : parent;
};

/** `setpriv` is part of util-linux; the capability may be withheld, as containers do. */
const maySearchAnywhere = (user: { uid: number; gid: number }): boolean => {
  try {
    execFileSync('setpriv', [...searching(user), '/bin/true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const searching = (user: { uid: number; gid: number }): string[] => [
  `--reuid=${user.uid}`,
  `--regid=${user.gid}`,
  '--clear-groups',
  '--inh-caps=+dac_read_search',
  '--ambient-caps=+dac_read_search',
];

/**
 * How to run a program of PostgreSQL on the files named in `paths` as the user it is meant for. Below a closed folder
 * (root's home is one) that user gets the one capability of passing through, where the system grants it.
 */
export const confined = (program: string, args: string[], runAs: RunAs, paths: string[]): Confined => {
  if (!runAs) return { command: program, commandArgs: args, options: {} };
  const closed = [program, ...paths].map((path) => closedFolder(path, runAs)).find(Boolean);
  if (!closed) return { command: program, commandArgs: args, options: { uid: runAs.uid, gid: runAs.gid } };
  if (!maySearchAnywhere(runAs)) {
    throw new StartError(
      `PostgreSQL does not run as root, and the user “${runAs.name}” may not enter ${closed}. Put Amber and its data where every user may enter (such as /opt/amber), start it as another user, or set DATABASE_URL.`,
    );
  }
  return { command: 'setpriv', commandArgs: [...searching(runAs), program, ...args], options: {} };
};
