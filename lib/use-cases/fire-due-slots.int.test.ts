import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Installation, OWNER, startInstallation } from '../../e2e/faults/installation.ts';
import { fireDueSlots } from './fire-due-slots.ts';

let amber: Installation;
const errors: string[] = [];
const ports = () => ({
  catalogue: amber.catalogue,
  log: { error: (_: object, text: string) => errors.push(text) },
});
beforeAll(async () => {
  amber = await startInstallation();
});
afterAll(() => amber.stop());

/** Stores whose slot of this hour is due. */
const dueStores = async (names: readonly string[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const [index, name] of names.entries()) {
    const dataStoreId = await amber.addStore(9 + index, name);
    ids.push(dataStoreId);
    await amber.web.applyPolicy(OWNER, {
      dataStoreId,
      revision: 0,
      enabled: true,
      everyDay: true,
      everyHour: true,
      timeZone: 'UTC',
      retentionDays: 7,
    });
  }
  await amber.db.$executeRaw`
    UPDATE "Policy" SET "nextAt" = date_trunc('hour', now()) WHERE "dataStoreId" = ANY(${ids})`;
  return ids;
};
const outcomes = async (ids: readonly string[]) => {
  const slots = await amber.db.slot.findMany({ where: { dataStoreId: { in: [...ids] } } });
  return ids.map(
    (id) => slots.filter((slot) => slot.dataStoreId === id).map(({ outcome }) => outcome)[0] ?? null,
  );
};

it('settles the others of a batch when one policy cannot be computed or recorded', async () => {
  const ids = await dueStores(['one', 'nowhere', 'refused', 'four']);
  await amber.db
    .$executeRaw`UPDATE "Policy" SET "timeZone" = 'Nowhere/Never' WHERE "dataStoreId" = ${ids[1]}`;
  await amber.db.$executeRawUnsafe(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no slot of this store'; END $$`);
  await amber.db.$executeRawUnsafe(
    `CREATE TRIGGER refuse BEFORE INSERT ON "Slot" FOR EACH ROW WHEN (NEW."dataStoreId" = '${ids[2]}')
      EXECUTE FUNCTION refuse()`,
  );
  expect(await fireDueSlots(ports())).toBe(true);
  expect(await outcomes(ids)).toEqual(['backup', null, null, 'backup']);
  expect(errors).toEqual([
    'a schedule cannot be computed',
    'due schedules are settled one by one',
    'a schedule cannot be computed',
    'a schedule cannot be settled',
  ]);
  expect(await amber.db.backup.count({ where: { dataStoreId: ids[2] } })).toBe(0);
  await amber.db.$executeRawUnsafe('DROP TRIGGER refuse ON "Slot"');
  expect(await fireDueSlots(ports())).toBe(true);
  expect(await outcomes(ids)).toEqual(['backup', null, 'backup', 'backup']);
  expect(await fireDueSlots(ports())).toBe(false);
  const jobs = await amber.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM pgboss.job j JOIN "Operation" o ON o.id = j.id JOIN "Lease" l ON l."operationId" = o.id
    WHERE o."dataStoreId" = ANY(${ids})`;
  expect(jobs).toEqual([{ count: 3 }]);
});

it('backs up a server once that has two names in one batch', async () => {
  const ids = await dueStores(['first name', 'second name', 'another server']);
  await amber.db.$executeRaw`
    UPDATE "DataStore" SET probe = '{"serverId":"the-same"}' WHERE id = ANY(${ids.slice(0, 2)})`;
  expect(await fireDueSlots(ports())).toBe(true);
  expect((await outcomes(ids)).sort()).toEqual(['backup', 'backup', 'skipped']);
  const skipped = await amber.db.slot.findFirst({
    where: { dataStoreId: { in: ids }, outcome: 'skipped' },
  });
  expect(skipped?.reason).toMatch(/backup/i);
});
