import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AmberError, type ErrorCode } from '#lib/domain/errors';
import type { OperationKind, Run } from '#lib/domain/operation';
import { cancelOperation } from './cancel-operation.ts';
import { MAX_LOSSES } from './claim-operation.ts';
import { type MemoryCatalogue, memoryCatalogue } from './memory-catalogue.fixture.ts';
import { reconcileOperations } from './reconcile-operations.ts';
import { type FilesLeft, RemovalFailed } from './remove-files.ts';
import type { RunOutcome } from './run-context.ts';
import { runOperation } from './run-operation.ts';

const OWNER = { userId: 'o', name: 'Owner', email: 'o@example.org', role: 'owner' } as const;
const MISSING = 'The storage is not at /backups: its id file is missing.';

type Parts = {
  run?: (run: Run, memory: MemoryCatalogue) => Promise<void>;
  storage?: () => string | null;
  shutdown?: AbortSignal;
};

/** One delivery of the operation's job to a worker. */
const deliver = async (
  memory: MemoryCatalogue,
  parts: Parts = {},
): Promise<RunOutcome & { cleaned: number }> => {
  let cleaned = 0;
  const { id } = memory.rows().operation;
  const outcome = await runOperation<void>(
    {
      catalogue: memory.catalogue,
      workerId: 'w',
      log: { info: () => {}, warn: () => {} },
      storageMissing: async () => parts.storage?.() ?? null,
    },
    id,
    {
      run: async (run) => await parts.run?.(run, memory),
      succeed: async (tx) => {
        if (memory.rows().operation.kind === 'backup')
          await tx.backups.setStatus(memory.rows().backup.id, 'available', null);
        return '3 keys';
      },
      cleanUp: async () => {
        cleaned += 1;
      },
    },
    parts.shutdown ?? new AbortController().signal,
  );
  return { ...outcome, cleaned };
};

const fails =
  (code: ErrorCode, message = 'The store closed the connection') =>
  async (): Promise<void> => {
    throw new AmberError(code, message);
  };
/** Runs until its signal ends it, as every engine does. */
const untilStopped = async ({ signal }: Run): Promise<void> => {
  while (!signal.aborted) await sleep(5);
  throw signal.reason;
};
const wait = (memory: MemoryCatalogue, seconds: number): void => {
  memory.clock.now = new Date(memory.clock.now.getTime() + seconds * 1000);
};

it('succeeds: one attempt, its lines, its figures, the lease let go', async () => {
  const memory = memoryCatalogue('backup');
  const outcome = await deliver(memory, { run: async (run) => run.log('Method scan: why') });
  expect(outcome).toEqual({ outcome: 'ended', cleaned: 1 });
  expect(memory.rows()).toMatchObject({
    operation: { state: 'completed', reason: null, summary: '3 keys', attempt: 1, tries: 0, losses: 0 },
    backup: { status: 'available' },
    leased: false,
    log: ['Attempt 1 begins: backup of orders.', 'Method scan: why', 'Completed: 3 keys.'],
  });
});

describe('what may pass by itself', () => {
  it('is tried five times, with growing waits, and then fails with its reason', async () => {
    const memory = memoryCatalogue('backup');
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const outcome = await deliver(memory, { run: fails('store-closed') });
      if (outcome.outcome !== 'again') throw new Error(`Attempt ${attempt} was the last one`);
      waits.push(outcome.afterSeconds);
      const reason = `Attempt ${attempt} of 5 failed: The store closed the connection. Tried again in ${outcome.afterSeconds} s.`;
      expect(memory.rows()).toMatchObject({
        operation: { state: 'pending', reason, progress: null, tries: attempt },
        backup: { status: 'pending', reason },
        leased: true,
      });
      expect(memory.rows().log).toContain(reason);
      wait(memory, outcome.afterSeconds);
    }
    expect(waits).toEqual([2, 5, 15, 30]);
    expect(await deliver(memory, { run: fails('store-closed') })).toMatchObject({ outcome: 'ended' });
    expect(memory.rows()).toMatchObject({
      operation: { state: 'failed', reason: 'The store closed the connection' },
      backup: { status: 'failed', reason: 'The store closed the connection' },
      leased: false,
    });
    expect(memory.rows().log.at(-1)).toMatch(/^Attempt 5 of 5 failed: .* It is given up\.$/);
  });

  it('is not run before its time, however early it is delivered', async () => {
    const memory = memoryCatalogue('backup');
    await deliver(memory, { run: fails('store-refused') });
    wait(memory, 0.5);
    const ran: string[] = [];
    const early = await deliver(memory, { run: async () => void ran.push('ran') });
    expect(early).toEqual({ outcome: 'again', afterSeconds: 2, cleaned: 0 });
    expect(ran).toEqual([]);
    expect(memory.rows().operation).toMatchObject({ state: 'pending', attempt: 1 });
    wait(memory, 1.5);
    expect(await deliver(memory)).toMatchObject({ outcome: 'ended' });
    expect(memory.rows().operation).toMatchObject({ state: 'completed', attempt: 2 });
  });

  it('is cancelled at once while it waits', async () => {
    const memory = memoryCatalogue('backup');
    await deliver(memory, { run: fails('store-refused') });
    await cancelOperation(memory)(OWNER, { operationId: memory.rows().operation.id });
    expect(memory.rows()).toMatchObject({
      operation: { state: 'cancelled' },
      backup: { status: 'cancelled' },
      leased: false,
    });
    wait(memory, 2);
    expect(await deliver(memory)).toEqual({ outcome: 'ended', cleaned: 0 });
    expect(memory.rows().operation).toMatchObject({ state: 'cancelled', attempt: 1 });
  });
});

it.each(['store-auth', 'store-permission', 'storage-full', 'preflight-refused', 'conflict'] as const)(
  '%s is terminal at once',
  async (code) => {
    const memory = memoryCatalogue('backup');
    expect(await deliver(memory, { run: fails(code, 'No') })).toEqual({ outcome: 'ended', cleaned: 1 });
    expect(memory.rows()).toMatchObject({
      operation: { state: 'failed', reason: 'No', tries: 0 },
      backup: { status: 'failed', reason: 'No' },
      leased: false,
      log: ['Attempt 1 begins: backup of orders.', 'Failed: No.'],
    });
  },
);

it('does not show the text of an error that nobody wrote for people', async () => {
  const memory = memoryCatalogue('backup');
  await deliver(memory, {
    run: async () => {
      throw new Error('password hunter2');
    },
  });
  expect(JSON.stringify(memory.rows())).not.toContain('hunter2');
  expect(memory.rows().operation).toMatchObject({ state: 'pending', tries: 1 });
});

it('a running one that is cancelled stops and is cleaned up', async () => {
  const memory = memoryCatalogue('backup');
  const outcome = await deliver(memory, {
    run: async (run) => {
      memory.rows().operation.cancelRequested = true;
      await untilStopped(run);
    },
  });
  expect(outcome).toEqual({ outcome: 'ended', cleaned: 1 });
  expect(memory.rows()).toMatchObject({
    operation: { state: 'cancelled', reason: 'Cancelled' },
    backup: { status: 'cancelled' },
    leased: false,
  });
  expect(memory.rows().log.at(-1)).toBe('Cancelled.');
});

describe('an attempt that was overtaken', () => {
  it.each([
    ['learns it with its next beat', untilStopped],
    ['learns it at the end', async () => {}],
  ])('%s, and changes nothing', async (_, rest) => {
    const memory = memoryCatalogue('backup');
    const outcome = await deliver(memory, {
      run: async (run) => {
        memory.rows().operation.attempt += 1;
        await rest(run);
      },
    });
    expect(outcome).toEqual({ outcome: 'ended', cleaned: 1 });
    expect(memory.rows()).toMatchObject({
      operation: { state: 'running', attempt: 2, reason: null },
      backup: { status: 'running' },
      leased: true,
      log: ['Attempt 1 begins: backup of orders.'],
    });
  });

  it('writes nothing after it stood still', async () => {
    const memory = memoryCatalogue('backup');
    let wrote = false;
    const outcome = await deliver(memory, {
      run: async (run) => {
        const now = performance.now;
        // the process was frozen: its clock has moved on, its timers have not fired
        performance.now = () => now.call(performance) + 60_000;
        try {
          run.mustHold?.();
          wrote = true;
        } finally {
          performance.now = now;
        }
      },
    });
    expect(wrote).toBe(false);
    expect(outcome).toMatchObject({ outcome: 'again', afterSeconds: 0 });
    expect(memory.rows().operation).toMatchObject({ state: 'pending', tries: 0 });
  });
});

it('a worker that stops hands back: no try is used, and the row says so', async () => {
  const memory = memoryCatalogue('backup');
  const stopping = new AbortController();
  const outcome = await deliver(memory, {
    shutdown: stopping.signal,
    run: async (run) => {
      run.progress({ phase: 'Reading keys', bytes: 1, keys: 1 });
      stopping.abort();
      await untilStopped(run);
    },
  });
  expect(outcome).toEqual({ outcome: 'again', afterSeconds: 0, cleaned: 1 });
  const reason = 'Its worker stopped. The next free worker begins this again.';
  expect(memory.rows()).toMatchObject({
    operation: { state: 'pending', tries: 0, losses: 0, progress: null, reason },
    backup: { status: 'pending', reason },
    leased: true,
  });
  expect(memory.rows().log.at(-1)).toBe(reason);
  expect(await deliver(memory)).toMatchObject({ outcome: 'ended' });
  expect(memory.rows().operation).toMatchObject({ state: 'completed', losses: 0 });
  const begun = 'Start 2, from the beginning, as attempt 1 (only a failure uses one up): backup of orders.';
  expect(memory.rows().log).toContain(begun);
});

it('completes nothing that was stopped, even where the run did not notice', async () => {
  const memory = memoryCatalogue('backup');
  const stopping = new AbortController();
  const outcome = await deliver(memory, { shutdown: stopping.signal, run: async () => stopping.abort() });
  expect(outcome).toMatchObject({ outcome: 'again', afterSeconds: 0, cleaned: 1 });
  expect(memory.rows()).toMatchObject({ operation: { state: 'pending' }, backup: { status: 'pending' } });
});

it('hand-backs without end use up nothing', async () => {
  const memory = memoryCatalogue('backup');
  for (let i = 0; i < 3 * MAX_LOSSES; i += 1) await deliver(memory, { shutdown: AbortSignal.abort() });
  expect(memory.rows().operation).toMatchObject({ state: 'pending', tries: 0, losses: 0 });
});

it('an operation that ends its worker every time is given up', async () => {
  const memory = memoryCatalogue('backup');
  for (let claims = 1; claims <= MAX_LOSSES; claims += 1) {
    expect(memory.rows().operation.state).not.toBe('failed');
    await memory.catalogue.operations.claim(memory.rows().operation.id, 'w');
  }
  expect(await deliver(memory)).toMatchObject({ outcome: 'ended', cleaned: 0 });
  expect(memory.rows()).toMatchObject({
    operation: { state: 'failed', reason: expect.stringMatching(/10 times/) },
    backup: { status: 'failed' },
    leased: false,
  });
});

it('says that a worker was lost', async () => {
  const memory = memoryCatalogue('backup');
  await memory.catalogue.operations.claim(memory.rows().operation.id, 'killed');
  await deliver(memory);
  expect(memory.rows()).toMatchObject({ operation: { state: 'completed', attempt: 2, losses: 1, tries: 0 } });
  expect(memory.rows().log[0]).toMatch(/lost/);
});

describe('without its storage', () => {
  it.each(['backup', 'restore', 'verification', 'deletion'] as const)(
    'a %s waits, says why, and uses up no try',
    async (kind: OperationKind) => {
      const memory = memoryCatalogue(kind);
      const reason = `Waiting for the storage. ${MISSING}`;
      for (let i = 0; i < 20; i += 1) {
        const outcome = await deliver(memory, { storage: () => MISSING });
        expect(outcome).toEqual({ outcome: 'again', afterSeconds: 5, cleaned: 0 });
        wait(memory, 5);
      }
      expect(memory.rows()).toMatchObject({
        operation: { state: 'pending', attempt: 0, tries: 0, reason },
        log: [reason],
      });
      expect(await deliver(memory)).toMatchObject({ outcome: 'ended' });
      expect(memory.rows().operation).toMatchObject({ state: 'completed', reason: null });
    },
  );

  it('one whose storage goes in the middle waits too', async () => {
    const memory = memoryCatalogue('backup');
    let away = false;
    const outcome = await deliver(memory, {
      storage: () => (away ? MISSING : null),
      run: async () => {
        away = true;
        await fails('storage-unavailable', 'It is gone')();
      },
    });
    expect(outcome).toMatchObject({ outcome: 'again', afterSeconds: 5 });
    expect(memory.rows().operation).toMatchObject({ state: 'pending', tries: 0 });
  });

  it('a cancel of one whose worker was lost is carried out', async () => {
    const memory = memoryCatalogue('backup');
    await memory.catalogue.operations.claim(memory.rows().operation.id, 'killed');
    memory.rows().operation.cancelRequested = true;
    expect(await deliver(memory, { storage: () => MISSING })).toMatchObject({ outcome: 'ended' });
    expect(memory.rows()).toMatchObject({
      operation: { state: 'cancelled' },
      backup: { status: 'cancelled' },
    });
  });
});

describe('while the database is away at the end', () => {
  it.each([
    ['a success', async () => {}, 'completed'],
    ['a failure', fails('store-auth'), 'failed'],
    ['a retry', fails('store-closed'), 'pending'],
  ] as const)('%s is written when it is back', async (_, run, state) => {
    const memory = memoryCatalogue('backup');
    await deliver(memory, {
      run: async () => {
        memory.outage.left = 2;
        await run();
      },
    });
    expect(memory.outage.left).toBe(0);
    expect(memory.rows().operation).toMatchObject({ state, attempt: 1 });
  });
});

describe('a restore that ends without success', () => {
  it.each([
    [null, 'untouched'],
    [new Date(0), 'incomplete'],
  ] as const)('touched at %s: the target is %s', async (touchedAt, targetState) => {
    const memory = memoryCatalogue('restore');
    await deliver(memory, {
      run: async () => {
        memory.rows().restore.touchedAt = touchedAt;
        await fails('restore-incomplete', 'The target went away')();
      },
    });
    expect(memory.rows()).toMatchObject({
      operation: { state: 'failed' },
      restore: { status: 'failed', targetState, reason: 'The target went away' },
      backup: { status: 'available' },
      probesAskedFor: 1,
      leased: false,
    });
  });

  it('takes its unfinished safety backup along: waiting, and at the end failed', async () => {
    const memory = memoryCatalogue('restore');
    memory.rows().restore.safetyBackupId = memory.rows().backup.id;
    const safetyFails = async () => {
      memory.rows().backup.status = 'running';
      await fails('store-closed')();
    };
    await deliver(memory, { run: safetyFails });
    expect(memory.rows()).toMatchObject({ restore: { status: 'pending' }, backup: { status: 'pending' } });
    wait(memory, 2);
    await deliver(memory, { run: fails('conflict') });
    expect(memory.rows()).toMatchObject({ restore: { status: 'failed' }, backup: { status: 'failed' } });
  });
});

describe('a verification that fails', () => {
  it.each([
    ['checksum', 'damaged'],
    ['internal', 'available'],
    ['conflict', 'available'],
  ] as const)('with %s: the backup is %s', async (code, status) => {
    const memory = memoryCatalogue('verification');
    await deliver(memory, { run: fails(code) });
    expect(memory.rows().backup.status).toBe(status);
  });
});

describe('a deletion that fails', () => {
  const removalFails = (left: FilesLeft) => async (): Promise<void> => {
    throw new RemovalFailed(new AmberError('storage-full', ''), left, 'The disk is read-only');
  };
  it.each([
    ['available', 'whole', 'available'],
    ['available', 'broken', 'damaged'],
    ['damaged', 'whole', 'damaged'],
    ['failed', 'broken', 'failed'],
    ['cancelled', 'broken', 'cancelled'],
  ] as const)('of one that was %s, its files %s: it is %s again', async (statusBefore, left, status) => {
    const memory = memoryCatalogue('deletion');
    memory.rows().backup.statusBefore = statusBefore;
    await deliver(memory, { run: removalFails(left) });
    expect(memory.rows().backup).toMatchObject({
      status,
      reason: 'Its files could not be removed: The disk is read-only.',
    });
  });

  it('without anyone seeing what is left: Damaged, and it says so', async () => {
    const memory = memoryCatalogue('deletion');
    await deliver(memory, { run: fails('conflict', 'No answer') });
    expect(memory.rows().backup).toMatchObject({
      status: 'damaged',
      reason: expect.stringMatching(/No answer\. How much of them is left is not known/),
    });
  });

  it('before anyone tried: nothing is gone', async () => {
    const memory = memoryCatalogue('deletion');
    memory.job.alive = false;
    await reconcileOperations(memory);
    expect(memory.rows()).toMatchObject({ operation: { state: 'failed' }, backup: { status: 'available' } });
  });

  it('says what was wrong with it before, and no failure twice', async () => {
    const memory = memoryCatalogue('deletion');
    const reason = 'Read: 3 bytes are missing. Its files could not be removed: The disk slept.';
    Object.assign(memory.rows().backup, { statusBefore: 'damaged', reason });
    await deliver(memory, { run: removalFails('whole') });
    expect(memory.rows().backup.reason).toBe(
      'Read: 3 bytes are missing. Its files could not be removed: The disk is read-only.',
    );
  });
});

describe('reconciliation', () => {
  it.each([
    ['its job is there', true, 'running', 0],
    ['the queue has given its job up', false, 'failed', 1],
  ] as const)('of one that is silent while %s', async (_, alive, state, ended) => {
    const memory = memoryCatalogue('backup');
    await memory.catalogue.operations.claim(memory.rows().operation.id, 'killed');
    memory.job.alive = alive;
    expect(await reconcileOperations(memory)).toBe(ended);
    expect(memory.rows()).toMatchObject({ operation: { state }, leased: alive });
  });
});
