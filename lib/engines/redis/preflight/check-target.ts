import type { ProbedCommand, RedisProbe, Topology } from '#lib/domain/data-store';
import type { PreflightCheck } from '#lib/domain/restore';
import { countOf } from '#lib/domain/words/figures';
import { type Artefact, type Check, holdsFunctions, serverName } from './artefact.ts';
import { enumeration } from './enumeration.ts';
import { atLeast } from './type-support.ts';

const REFUSED_TOPOLOGIES: Record<Exclude<Topology, 'standalone'>, string> = {
  replica:
    'The target is a replica, which takes no writes; restore into its master, or run REPLICAOF NO ONE on it first',
  sentinel: 'This is a Sentinel, which holds no data; restore into the master that it watches',
  cluster: 'The target is a node of a cluster; restore into a server on its own for now',
};

export const checkTopology: Check = (_artefact, { topology }) =>
  topology === 'standalone'
    ? [{ id: 'writable', outcome: 'pass', text: 'The target is a master and takes writes' }]
    : [{ id: 'writable', outcome: 'refuse', text: REFUSED_TOPOLOGIES[topology] }];

/** ABSTTL came with Redis 5.0: without it every expiry would begin anew, some of them in the past. */
export const checkVersion: Check = (_artefact, target) => {
  if (target.product !== 'redis' || atLeast(target.version, '5.0')) return [];
  const text = `${serverName(target)} is too old: its RESTORE does not know a moment to expire at; restore into Redis 5.0 or newer`;
  return [{ id: 'version', outcome: 'refuse', text }];
};

export const checkLoading: Check = (_artefact, { persistence }) =>
  persistence.loading
    ? [
        {
          id: 'loading',
          outcome: 'refuse',
          text: 'The target is still loading its own data from disk; try again when it is ready',
        },
      ]
    : [];

const needed = ({ contents }: Artefact, target: RedisProbe): ProbedCommand[] => [
  'restore',
  'flushall',
  ...(contents.functions > 0 && holdsFunctions(target) ? (['function'] as const) : []),
];

/** The commands without which the target cannot be cleared or loaded. */
export const checkCommands: Check = (artefact, target) => {
  const missing = needed(artefact, target).filter((command) => !target.commands[command]);
  if (missing.length > 0) {
    const names = enumeration(missing.map((command) => command.toUpperCase()));
    const cure = `ACL SETUSER <user> ${missing.map((command) => `+${command}`).join(' ')}`;
    return [
      { id: 'commands', outcome: 'refuse', text: `The user may not run ${names}; allow it with ${cure}` },
    ];
  }
  if (!holdsFunctions(target) || target.commands.function) return [];
  const text = 'The user may not run FUNCTION: functions that the target holds now stay';
  return [{ id: 'commands', outcome: 'warn', text }];
};

export const checkDatabases: Check = ({ contents }, { databaseCount }) => {
  const highest = Math.max(-1, ...Object.keys(contents.databases).map(Number));
  if (databaseCount === null || highest < databaseCount) return [];
  const above = Object.entries(contents.databases).filter(([index]) => Number(index) >= databaseCount);
  const keys = above.reduce((sum, [, database]) => sum + database.keys, 0);
  const check: PreflightCheck = {
    id: 'databases',
    outcome: 'refuse',
    text:
      `${countOf(keys, 'key')} of the backup ${keys === 1 ? 'is' : 'are'} in databases up to ${highest}, and the ` +
      `target has ${countOf(databaseCount, 'database')}; set "databases ${highest + 1}" in its configuration and restart it`,
  };
  return [check];
};
