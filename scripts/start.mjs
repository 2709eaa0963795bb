/**
 * `npm start`. Runs on the machine's Node (20 or newer), which need not be the Node that Amber runs on: installs the
 * packages when they are not those of the lock file, then hands over to scripts/launch.ts on Node 24.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages, NODE, ROOT } from './start/install-packages.mjs';

/** Asked now: an install takes a while, and npm may be killed meanwhile. */
const npm = process.ppid;

const launch = () => {
  const script = process.argv.includes('--dev') ? 'scripts/dev.ts' : 'scripts/launch.ts';
  // detached: Ctrl-C in a terminal goes to every process of a group; only the launcher is to decide who ends when.
  // ipc: when this process is killed, the launcher hears of it and stops everything in order.
  const child = spawn(NODE, [join(ROOT, script)], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  // npm passes signals on, but not when it is killed itself
  if (process.env.npm_lifecycle_event) {
    const watch = setInterval(() => {
      if (process.ppid === npm) return;
      // once: a second signal tells the launcher to leave everything as it is
      clearInterval(watch);
      child.kill('SIGTERM');
    }, 200);
    watch.unref();
  }
  child.on('error', (error) => {
    console.error(`Node 24 could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
};

if (!installPackages({ withTools: false })) {
  console.error('npm ci failed: Amber is not started.');
  process.exit(1);
}
launch();
