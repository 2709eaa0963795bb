import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A JanusGraph that can be started: where its jars are, its version, and Java. */
export type InstalledJanusGraph = { jars: string; version: string; java: string };

const CORE = /^janusgraph-core-(\d[\w.-]*)\.jar$/;

const versionIn = async (folder: string): Promise<string | null> => {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => CORE.exec(name)?.[1]).find((version) => version !== undefined) ?? null;
};

const findJava = async (path: string): Promise<string | null> => {
  for (const folder of path.split(delimiter).filter((each) => each !== '')) {
    const file = join(folder, 'java');
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return file;
  }
  return null;
};

/** An unpacked distribution, which has its jars in `lib`, or a folder of jars; null without one, or without Java. */
export const findJanusGraph = async (
  home: string | null,
  path: string,
): Promise<InstalledJanusGraph | null> => {
  if (home === null) return null;
  const java = await findJava(path);
  if (java === null) return null;
  for (const jars of [join(home, 'lib'), home]) {
    const version = await versionIn(jars);
    if (version !== null) return { jars, version, java };
  }
  return null;
};
