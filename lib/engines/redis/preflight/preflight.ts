import type { RedisProbe } from '#lib/domain/data-store';
import type { Preflight } from '#lib/domain/restore';
import { type Artefact, type Check, keysOf } from './artefact.ts';
import { checkLargeValues } from './check-large-values.ts';
import {
  checkDurability,
  checkExpired,
  checkFunctions,
  checkLongExpiries,
  checkLostMemberExpiries,
  checkMemberExpiries,
} from './check-losses.ts';
import { checkMemory } from './check-memory.ts';
import { checkModules } from './check-modules.ts';
import { checkCommands, checkDatabases, checkLoading, checkTopology, checkVersion } from './check-target.ts';
import { checkTypes } from './check-types.ts';

/** In the order in which the drawer shows them. */
const CHECKS: readonly Check[] = [
  checkTypes,
  checkMemory,
  checkTopology,
  checkVersion,
  checkLoading,
  checkCommands,
  checkDatabases,
  checkLargeValues,
  checkModules,
  checkLongExpiries,
  checkMemberExpiries,
  checkLostMemberExpiries,
  checkFunctions,
  checkExpired,
  checkDurability,
];

const filled = (databases: Record<string, { keys: number }>): number =>
  Object.values(databases).filter((database) => database.keys > 0).length;

/** Compares a backup with a target; `now` in Unix milliseconds. */
export const preflight = (artefact: Artefact, target: RedisProbe, now: number = Date.now()): Preflight => ({
  checks: CHECKS.flatMap((check) => check(artefact, target, now)),
  lost: { keys: target.keys, databases: filled(target.databases), functions: target.functions },
  brought: {
    keys: keysOf(artefact.contents),
    databases: filled(artefact.contents.databases),
    functions: artefact.contents.functions,
  },
});
