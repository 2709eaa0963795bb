import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MissingForJanusGraph } from '#lib/domain/instance';
import { findOnPath } from '#lib/platform/program-path';

/** A JanusGraph that can be started: where its jars are, its version, and Java. */
export type InstalledJanusGraph = { jars: string; version: string; java: string };
export type NoJanusGraph = { missing: MissingForJanusGraph };

const CORE = /^janusgraph-core-(\d[\w.-]*)\.jar$/;

const versionIn = async (folder: string): Promise<string | null> => {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => CORE.exec(name)?.[1]).find((version) => version !== undefined) ?? null;
};

/** An unpacked distribution, which has its jars in `lib`, or a folder of jars; or what there is not. */
export const findJanusGraph = async (
  home: string | null,
  path: string,
): Promise<InstalledJanusGraph | NoJanusGraph> => {
  if (home === null) return { missing: 'home' };
  for (const jars of [join(home, 'lib'), home]) {
    const version = await versionIn(jars);
    if (version === null) continue;
    const java = await findOnPath(path, 'java');
    return java === null ? { missing: 'java' } : { jars, version, java };
  }
  return { missing: 'jars' };
};
