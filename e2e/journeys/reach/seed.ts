import { randomUUID } from 'node:crypto';
import { expect } from '../../setup/test.ts';
import { type ActionAnswer, forge } from './actions.ts';
import { type BackupRow, backupDescribed, type StoreRow, storeNamed } from './catalogue.ts';
import type { Behind } from './shared-console.ts';

/** A name that no other run and no other file has taken. */
export const uniqueName = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

/** What `Add data store` sends. */
export const storeForm = (name: string, port: number) => ({
  name,
  engine: 'redis',
  host: '127.0.0.1',
  port: String(port),
  username: '',
  password: '',
  removePassword: false,
  tls: { enabled: false },
});

const done = (answer: ActionAnswer): void => expect(answer.result, answer.text).toMatchObject({ ok: true });

/** Connects a store without the drawer, for journeys that are about something else. */
export const seedStore = async (behind: Behind, name: string, port: number): Promise<StoreRow> => {
  done(await forge('addDataStore', { ...behind, input: storeForm(name, port) }));
  await expect.poll(async () => (await storeNamed(behind.catalogue, name)).status).toBe('active');
  return await storeNamed(behind.catalogue, name);
};

/** Takes a backup without the drawer and waits until it is there. */
export const seedBackup = async (
  behind: Behind,
  dataStoreId: string,
  description: string,
): Promise<BackupRow> => {
  const input = { dataStoreId, description, retentionDays: '30', requestKey: randomUUID() };
  done(await forge('startBackup', { ...behind, input }));
  const row = () => backupDescribed(behind.catalogue, description);
  await expect.poll(async () => (await row()).status).toBe('available');
  return await row();
};

/** A slot of every outcome, one a day, and one that failed: its backup's row is gone. */
export const seedSlots = async (
  behind: Behind,
  store: { id: string; name: string; backupId: string },
): Promise<void> => {
  await behind.catalogue.rows(
    `INSERT INTO "Slot" (id, "dataStoreId", "dataStoreName", "nominalAt", outcome, reason, "backupId", "timeZone", "createdAt")
     SELECT gen_random_uuid(), $1, $2, at, outcome, reason, backup, 'UTC', at FROM (VALUES
       ('backup', NULL, $3, now() - interval '1 day'), ('backup', NULL, 'bkp_forgotten234', now() - interval '2 days'),
       ('skipped', 'A restore of this data store was running', NULL, now() - interval '3 days'),
       ('missed', 'Amber was not running at this time', NULL, now() - interval '4 days')) slot(outcome, reason, backup, at)`,
    [store.id, store.name, store.backupId],
  );
};
