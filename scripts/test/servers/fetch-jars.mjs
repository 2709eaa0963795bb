import { fileURLToPath } from 'node:url';
import { intoPlace } from './into-place.mjs';
import { runProgram } from './run-program.mjs';

/** Downloads what a Maven project depends on, as the machine's Maven is set up: a folder of jars. */
export const fetchJars = (folder, { project, target }) =>
  intoPlace(folder, target, async (_work, made) => {
    const pom = fileURLToPath(new URL(`../../../${project}`, import.meta.url));
    await runProgram('mvn', [
      '-B',
      '-q',
      '-f',
      pom,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${made}`,
    ]);
  });
