/** The `amber` command. What is imported here is paid for by every run. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Before any other module is loaded: TypeScript that was stripped once starts in half the time.
enableCompileCache(join(import.meta.dirname, '..', '..', '.cache', 'compile'));

const { AmberError } = await import('#lib/domain/errors');
const { runCommandLine } = await import('./run-command-line.ts');

const leaving = new AbortController();
const leave = () => {
  // The first one cleans up; whoever is in a hurry sends another.
  if (leaving.signal.aborted) process.exit(1);
  leaving.abort(new AmberError('cancelled', 'Cancelled.'));
};
process.on('SIGINT', leave);
process.on('SIGTERM', leave);

const exitCode = await runCommandLine(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: leaving.signal,
});
process.exit(exitCode);
