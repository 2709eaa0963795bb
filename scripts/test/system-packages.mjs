/** What the tests need of the machine. Plain JavaScript without dependencies: it runs before `npm ci`. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const hasProgram = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const hasLibrary = (file) =>
  !hasProgram('ldconfig') ||
  spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout?.includes(file) !== false;
const hasFont = (file) =>
  !existsSync('/etc/debian_version') || existsSync(`/usr/share/fonts/truetype/liberation/${file}`);

const KEYDB = Boolean(process.env.KEYDB_BIN);

/** Debian's name of each package, what it is for, and whether it is there. */
const NEEDED = [
  { name: 'redis-server', what: 'Redis', there: () => hasProgram('redis-server') },
  { name: 'redis-tools', what: 'redis-cli', there: () => hasProgram('redis-cli') },
  {
    name: 'chromium',
    what: 'the browser of the journeys (/usr/bin/chromium, or the path in CHROMIUM_BIN)',
    there: () => existsSync(process.env.CHROMIUM_BIN || '/usr/bin/chromium'),
  },
  {
    name: 'fonts-liberation',
    what: 'the fonts of the pictures',
    there: () => hasFont('LiberationSans-Regular.ttf'),
  },
  { name: 'zstd', what: 'reads backups from outside', there: () => hasProgram('zstd') },
  { name: 'age', what: 'reads encrypted backups from outside', there: () => hasProgram('age') },
  { name: 'openssl', what: 'makes certificates', there: () => hasProgram('openssl') },
  {
    name: 'faketime',
    what: "a clock that can be set, under PostgreSQL's feet",
    there: () => existsSync('/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'),
  },
  { name: 'bsdutils', what: 'script, for a terminal', there: () => hasProgram('script') },
  {
    name: 'python3-pip',
    what: 'pip, which fetches servers of other versions',
    there: () => hasProgram('pip') && hasProgram('python3'),
  },
  {
    name: 'openjdk-17-jre-headless',
    what: 'Java, which JanusGraph runs on',
    there: () => hasProgram('java'),
  },
  { name: 'maven', what: 'fetches JanusGraph', there: () => hasProgram('mvn') },
  {
    name: 'libcurl4',
    what: 'a library of KeyDB',
    there: () => !KEYDB || hasLibrary('libcurl.so.4'),
  },
  { name: 'libuuid1', what: 'a library of KeyDB', there: () => !KEYDB || hasLibrary('libuuid.so.1') },
];

const missing = () => NEEDED.filter(({ there }) => !there());

const apt = (...args) => {
  const { status } = spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
    stdio: ['ignore', 2, 2],
    // RUNLEVEL=1: a server that is installed for the tests is not to run by itself, on its usual port
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
  return status === 0;
};

/** Installs what is missing where it is root on Debian; elsewhere, or in vain, says what to install. Gives success. */
export const provideSystemPackages = () => {
  let absent = missing();
  if (absent.length === 0) return true;
  const mayInstall =
    process.getuid?.() === 0 && existsSync('/etc/debian_version') && succeeds('apt-get', ['--version']);
  if (mayInstall) {
    const names = absent.map(({ name }) => name);
    console.error(`Installing ${names.join(', ')} …`);
    const install = () => apt('install', '-y', '--no-install-recommends', ...names);
    // the list of packages may be none, or too old for the mirror
    if (!install()) {
      apt('update');
      install();
    }
    absent = missing();
    if (absent.length === 0) return true;
  }
  console.error('The tests need what is not on this machine (names of Debian packages):');
  for (const { name, what } of absent) console.error(`  ${name}: ${what}`);
  return false;
};
