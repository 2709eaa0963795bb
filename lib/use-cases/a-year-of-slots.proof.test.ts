import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DataStoreId, OperationId } from '#lib/domain/ids';
import type { Grid } from '#lib/domain/policy';
import { readClocks, watchedSlots } from '#lib/domain/schedule/luxon-slots.fixture';
import { type Installation, OWNER, startInstallation } from '../../e2e/faults/installation.ts';
import { recordFault } from '../../e2e/faults/record-fault.ts';
import { endOperation } from './end-operation.ts';
import { fireDueSlots } from './fire-due-slots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1, 0, 30);
const END = START + 365 * DAY;
/** A slot that is picked up later than this was caught up, and says so. */
const ON_TIME = 5 * MINUTE;

/** Half an hour of summer time; winter time in Ramadan; offsets of 30 and 45 minutes; two hours at once. */
const GRIDS: Record<string, Grid> = {
  'lord-howe': { kind: 'grid', days: [6, 7], hours: [], everyHour: true, timeZone: 'Australia/Lord_Howe' },
  casablanca: {
    kind: 'grid',
    days: [1, 2, 3, 4, 5, 6, 7],
    hours: [1, 2, 3],
    everyHour: false,
    timeZone: 'Africa/Casablanca',
  },
  'st-johns': {
    kind: 'grid',
    days: [1, 7],
    hours: [0, 1, 2, 3],
    everyHour: false,
    timeZone: 'America/St_Johns',
  },
  chatham: {
    kind: 'grid',
    days: [1, 2, 3, 4, 5, 6, 7],
    hours: [2, 3, 14],
    everyHour: false,
    timeZone: 'Pacific/Chatham',
  },
  troll: { kind: 'grid', days: [7], hours: [], everyHour: true, timeZone: 'Antarctica/Troll' },
};

let amber: Installation;
beforeAll(async () => {
  amber = await startInstallation({ steppedClock: true });
});
afterAll(() => amber.stop());

/** The same numbers at every run. */
const seededRandom = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** What one store is owed: each slot once, in order, and what must become of it. */
type Owed = { slots: number[]; expected: { nominalAt: string; outcome: string; late: boolean }[] };

const owedBy = (grid: Grid): Owed => {
  const clocks = readClocks(grid.timeZone, START - 3 * DAY, END + 2 * DAY, 15 * MINUTE);
  return { slots: watchedSlots(grid, clocks).filter((slot) => slot > START), expected: [] };
};

/** Writes down what a worker at `now` must make of the slots that came due: the newest runs, those before it are missed. */
const settle = (owed: Owed, now: number, busy: boolean): void => {
  const due: number[] = [];
  while (owed.slots[0] !== undefined && owed.slots[0] <= now) due.push(owed.slots.shift()!);
  for (const [index, slot] of due.entries()) {
    const isNewest = index === due.length - 1;
    const outcome = isNewest ? (busy ? 'skipped' : 'backup') : 'missed';
    const late = outcome === 'backup' && now - slot > ON_TIME;
    owed.expected.push({ nominalAt: new Date(slot).toISOString(), outcome, late });
  }
};

const fireAll = async (): Promise<void> => {
  const ports = {
    catalogue: amber.catalogue,
    log: { error: (fields: object) => expect(fields).toEqual({}) },
  };
  while (await fireDueSlots(ports));
};

/** Ends what runs for a store, so that its next slot finds it free. */
const endBackups = (dataStoreId: string) =>
  amber.catalogue.transaction(async (tx) => {
    const running = await amber.db.operation.findMany({ where: { dataStoreId, state: 'pending' } });
    for (const { id } of running) {
      const operation = await tx.operations.find(id as OperationId);
      await endOperation(tx, operation!, { state: 'cancelled', code: 'cancelled', reason: 'Enough' });
    }
  });

it('row 30: a year of five odd zones with outages and a clock that is set back: each slot once, as the rules say', async () => {
  await amber.postgres.setClock(new Date(START));
  const stores = await Promise.all(
    Object.entries(GRIDS).map(async ([name, grid], index) => {
      const id = await amber.addStore(9 + index, name);
      await amber.web.applyPolicy(OWNER, {
        dataStoreId: id,
        revision: 0,
        enabled: true,
        retentionDays: 3650,
        ...grid,
      });
      return { id, owed: owedBy(grid), busy: false };
    }),
  );
  const random = seededRandom(20_261_123);
  let outages = 0;
  let setBack = 0;
  for (let now = START; now < END; ) {
    const next = Math.min(...stores.map(({ owed }) => owed.slots[0] ?? Number.POSITIVE_INFINITY));
    const isOutage = random() < 0.01;
    outages += Number(isOutage);
    now = next + Math.floor(isOutage ? random() * 6 * DAY : random() * 4 * MINUTE);
    await amber.postgres.setClock(new Date(now));
    await fireAll();
    for (const { owed, busy } of stores) settle(owed, now, busy);
    for (const store of stores) {
      const held = (await amber.catalogue.leases.holder(store.id as DataStoreId)) !== null;
      // Now and then a backup takes longer than to the next slot.
      store.busy = held && random() < 0.05;
      if (held && !store.busy) await endBackups(store.id);
    }
    if (random() < 0.03) {
      setBack += 1;
      await amber.postgres.setClock(new Date(now - HOUR));
      await fireAll();
    }
  }
  expect({ outages: outages > 20, setBack: setBack > 20 }).toEqual({ outages: true, setBack: true });
  for (const { id, owed } of stores) {
    const rows = await amber.db.slot.findMany({ where: { dataStoreId: id }, orderBy: { nominalAt: 'asc' } });
    const settled = rows.map(({ nominalAt, outcome, reason }) => ({
      nominalAt: nominalAt.toISOString(),
      outcome,
      late: outcome === 'backup' && reason !== null,
    }));
    expect(settled).toEqual(owed.expected);
    expect(new Set(settled.map(({ outcome }) => outcome))).toEqual(new Set(['backup', 'missed', 'skipped']));
  }
  recordFault(import.meta.url, {
    rows: [30],
    injected:
      'A year of five odd zones by PostgreSQL’s clock, with outages of up to six days and the clock set back an hour',
    times: 1,
    survived: 'Each slot once: taken, caught up, missed or skipped as the rules say.',
  });
});
