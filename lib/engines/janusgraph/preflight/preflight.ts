import type { GraphProbe } from '#lib/domain/graph-probe';
import type { Preflight } from '#lib/domain/restore';
import type { Artefact, Check } from './artefact.ts';
import {
  checkDangling,
  checkExpiry,
  checkIndexes,
  checkJavaValues,
  checkStrangeClasses,
} from './check-contents.ts';
import { checkConstraints, checkIds, checkPartitions } from './check-options.ts';
import { checkEmptying, checkStorage, checkTransactions, checkVersion } from './check-target.ts';

/** In the order in which the drawer shows them. */
const CHECKS: readonly Check[] = [
  checkVersion,
  checkJavaValues,
  checkStrangeClasses,
  checkIds,
  checkConstraints,
  checkPartitions,
  checkIndexes,
  checkExpiry,
  checkDangling,
  checkStorage,
  checkEmptying,
  checkTransactions,
];

/** Compares a backup with a target. */
export const preflight = (artefact: Artefact, target: GraphProbe): Preflight => ({
  checks: CHECKS.flatMap((check) => check(artefact, target)),
  lost: {
    vertices: target.hasVertices ? null : 0,
    edges: target.hasVertices ? null : 0,
    empty: !target.hasVertices,
  },
  brought: {
    vertices: artefact.contents.vertices,
    edges: artefact.contents.edges,
    empty: artefact.contents.vertices === 0,
  },
});
