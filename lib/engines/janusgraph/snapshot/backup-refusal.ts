import type { GraphProbe } from '#lib/domain/graph-probe';

/** Why this graph cannot be backed up now, or null. */
export const backupRefusal = ({ version }: GraphProbe): string | null =>
  Number(/^\d+/.exec(version)?.[0] ?? 0) < 1
    ? `JanusGraph ${version} is too old: Amber backs up JanusGraph 1.0 and newer.`
    : null;
