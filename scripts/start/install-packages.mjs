/** Plain JavaScript without dependencies: it runs before there are any, on whatever Node the machine has. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** The Node that Amber runs on: a package among the others. */
export const NODE = join(ROOT, 'node_modules/node/bin/node');

const readPackages = (file) => {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return null;
  }
};

/** npm writes down what it installed when it is through; an install that was broken off has no such file. */
const needsInstall = ({ withTools }) => {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!installed || !wanted || !existsSync(NODE)) return true;
  return Object.entries(wanted).some(([path, { version, dev, optional, devOptional, peer }]) => {
    if (path === '') return false;
    const found = installed[path];
    if (found) return found.version !== version;
    return !(optional || devOptional || peer || (dev && !withTools));
  });
};

/**
 * Installs the packages when they are not those of the lock file; false when npm fails. `withTools`: what only tests
 * and checks need, too.
 */
export const installPackages = ({ withTools }) => {
  if (!needsInstall({ withTools })) return true;
  console.error('Installing packages …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(withTools ? ['--include=dev'] : [])];
  const options = { cwd: ROOT, stdio: ['ignore', 2, 2] };
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, options);
  return status === 0;
};
