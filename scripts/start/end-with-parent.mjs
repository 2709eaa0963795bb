/**
 * Loaded with `--import` into the processes that the launcher starts: a launcher that is killed cannot stop them, and
 * they would keep their port and their jobs. The channel to it closes with it.
 */
const GRACE_MS = 40_000;

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
