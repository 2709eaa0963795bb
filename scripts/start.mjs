/**
 * `npm start`. Runs on the machine's Node (20 or newer), which need not be the Node that Amber runs on: installs the
 * packages when they are not those of the lock file, then hands over to scripts/launch.ts on Node 24.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const NODE = join(root, 'node_modules/node/bin/node');

const readPackages = (file) => {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
};

/** npm writes down what it installed when it is through; an install that was broken off has no such file. */
const needsInstall = () => {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!installed || !wanted || !existsSync(NODE)) return true;
  return Object.entries(wanted).some(([path, { version, dev, optional, devOptional, peer }]) => {
    if (path === '') return false;
    const found = installed[path];
    return found ? found.version !== version : !(dev || optional || devOptional || peer);
  });
};

const install = () => {
  console.error('Installing packages …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, options);
  if (status === 0) return;
  console.error('npm ci failed: Amber is not started.');
  process.exit(1);
};

const launch = () => {
  const script = process.argv.includes('--dev') ? 'scripts/dev.ts' : 'scripts/launch.ts';
  // detached: Ctrl-C in a terminal goes to every process of a group; only the launcher is to decide who ends when.
  // ipc: when this process is killed, the launcher hears of it and stops everything in order.
  const child = spawn(NODE, [join(root, script)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  child.on('error', (error) => {
    console.error(`Node 24 could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
};

if (needsInstall()) install();
launch();
