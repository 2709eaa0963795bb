/**
 * `npm ci` refuses a lock file that lacks optional packages of other platforms, and npm leaves out those that the
 * registry it asked does not serve. This adds them (`--write`), or fails naming them.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const PATH = new URL('../../package-lock.json', import.meta.url);
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

const systemOf = (words) =>
  SYSTEMS.find((name) => words.includes(name)) ?? (words.includes('windows') ? 'win32' : null);

/** What a platform package says of itself, read from its name. */
const platformOf = (name) => {
  const words = name.split('/').at(-1).split(/[-_.]/);
  const system = systemOf(words);
  const processor = PROCESSORS.find((one) => words.includes(one));
  return { ...(system ? { os: [system] } : {}), ...(processor ? { cpu: [processor] } : {}) };
};

const lock = JSON.parse(readFileSync(PATH, 'utf8'));

/** Where Node would find `name` from the package at `path`; null where it is not. */
const findInstalled = (path, name) => {
  for (let from = path; ; from = from.slice(0, from.lastIndexOf('/node_modules/'))) {
    const place = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
    if (lock.packages[place]) return place;
    if (from === '') return null;
    if (!from.includes('/node_modules/')) from = '/node_modules/';
  }
};

const missing = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (findInstalled(path, name) === null && /^\d+\.\d+\.\d+/.test(version))
      missing.push({ name, version, dev: entry.dev });
  }
}

if (missing.length > 0 && !process.argv.includes('--write')) {
  console.error(`package-lock.json lacks ${missing.length} optional packages, which npm ci refuses:`);
  for (const { name, version } of missing) console.error(`  ${name}@${version}`);
  console.error('Mend it with: node scripts/check/complete-lock.mjs --write');
  process.exit(1);
}
for (const { name, version, dev } of missing) {
  lock.packages[`node_modules/${name}`] = {
    version,
    ...platformOf(name),
    ...(dev ? { dev } : {}),
    optional: true,
  };
}
if (missing.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`package-lock.json is complete${missing.length > 0 ? `: ${missing.length} packages added` : ''}`);
