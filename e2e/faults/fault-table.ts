/** What Amber must survive, by the number under which its tests name it. */
export const FAULTS: Readonly<Record<number, { fault: string; expected: string }>> = {
  1: {
    fault: 'SIGKILL of the worker in every state of a backup and a restore',
    expected:
      'never a “good” artefact that is not one; delivered again within heartbeat and monitor; nothing stays “running”',
  },
  2: { fault: 'SIGSTOP past the heartbeat, then resumed', expected: 'the old attempt cannot publish' },
  3: {
    fault: 'The store drops TCP at byte N',
    expected: 'failed with the reason, the partial artefact removed',
  },
  4: {
    fault: 'The store closes cleanly too early',
    expected: 'not committed: an end mark and the length are required',
  },
  5: { fault: 'The store dies in the middle of its dump', expected: 'failed, with a reason to act upon' },
  6: { fault: 'The store stalls', expected: 'given up after a time, the slot is free' },
  7: {
    fault: 'The disk is full while data or manifest are written, or at fsync',
    expected: 'failed, older backups intact, the space freed',
  },
  12: { fault: 'A cancel during a small write', expected: 'no visible artefact' },
  14: {
    fault: 'A bit turned over anywhere in an artefact',
    expected: 'a restore is refused before the target is touched',
  },
  15: { fault: 'An artefact cut anywhere', expected: 'the same' },
  16: { fault: 'The artefacts of two stores swapped', expected: 'refused' },
  17: { fault: 'Two workers claim one job', expected: 'one runs' },
  18: { fault: 'The answer to a request is lost and it is sent again', expected: 'one run' },
  19: { fault: 'A slot comes due during a restore of the same store', expected: 'skipped, and recorded' },
  20: { fault: 'Two restores of one target', expected: 'the second is refused' },
  21: {
    fault: 'The target dies in the middle of a restore',
    expected:
      'incomplete, never success; it can be run again, and the safety backup of the first attempt stays the one that is offered',
  },
  22: {
    fault: 'The target is not empty, too small, or the wrong product or version',
    expected: 'refused without an explicit confirmation',
  },
  23: { fault: 'Retention against a running restore', expected: 'the deletion waits' },
  24: { fault: 'Retention would remove the last good backup', expected: 'kept, and said' },
  25: { fault: 'Ten failed newer backups', expected: 'the good one is kept' },
  26: {
    fault: 'SIGKILL in the middle of a deletion',
    expected: 'it goes on; no file without a row, no row without its files',
  },
  27: {
    fault: 'PostgreSQL restarts in the middle of a job, and at its commit',
    expected: 'the job ends once, and what it says is true',
  },
  28: { fault: 'PostgreSQL is down at the start', expected: 'waits, is not ready, recovers' },
  29: {
    fault: 'The gap and the overlap of summer time, Lord Howe’s 30 minutes',
    expected: 'exactly the slots of the rules',
  },
  30: {
    fault: 'The clock goes back an hour, or forward a day',
    expected: 'no slot twice; those that were passed over are caught up by the rules',
  },
  31: { fault: 'Down for three slots', expected: 'the newest runs, the others are recorded as missed' },
  32: {
    fault: 'A value of 512 MB, binary keys, a million keys with an expiry',
    expected: 'bounded memory, equal contents',
  },
  33: { fault: 'Writes during a backup', expected: 'the consistency that the backup states' },
  34: { fault: 'A wrong password, a right that is missing', expected: 'terminal at once' },
  35: {
    fault: 'TLS: expired, another name, another authority',
    expected: 'refused, and never without TLS instead',
  },
  36: {
    fault: 'A host that is a metadata or link-local address, or an odd spelling of one',
    expected: 'denied when it is connected to',
  },
  37: { fault: 'CRLF, `../`, NUL, 10 kB and right-to-left marks in names', expected: 'safe ids, escaped' },
  38: {
    fault: 'A request from another site: a foreign, `null` or missing Origin',
    expected: '403, nothing changed',
  },
  39: { fault: 'Passwords tried out', expected: 'longer and longer waits, by account and by address' },
  40: {
    fault: 'A session planted, replayed after the sign-out, or of somebody who was switched off',
    expected: 'dead at once',
  },
  41: { fault: 'Secrets in logs, pages, job rows, errors or files', expected: 'found nowhere' },
  42: { fault: 'Malformed JSON, bodies of 100 MB, `__proto__`', expected: '4xx, and the console lives' },
  43: { fault: 'A thousand requests at once', expected: 'no 5xx' },
  44: { fault: 'A Viewer calls what is an Owner’s', expected: '403 on all of it (role × action)' },
  45: { fault: 'The secret key is lost, or another one', expected: 'a clear error' },
};
