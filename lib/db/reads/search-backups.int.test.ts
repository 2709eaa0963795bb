import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBackupId, newDataStoreId } from '#lib/domain/ids';
import { type Installation, OWNER, startInstallation } from '../../../e2e/faults/installation.ts';

let amber: Installation;
const stores: Record<string, string> = {};
beforeAll(async () => {
  amber = await startInstallation();
  for (const name of ['orders', 'İstanbul GÜNLÜK ΣΑΣ', 'Größe']) stores[name] = await amber.addStore(1, name);
  stores.gone = newDataStoreId();
  await taken('orders', 'orders', 'Manual backup of orders');
  await taken('orders', 'orders', 'before the sale');
  await taken('İstanbul GÜNLÜK ΣΑΣ', 'İstanbul GÜNLÜK ΣΑΣ', 'one');
  await taken('Größe', 'Größe', 'ÉTÉ à İzmir, ΟΔΥΣΣΕΥΣ');
  await taken('gone', 'legacy-eu', 'last');
  await rename('orders', 'parcels');
});
afterAll(() => amber.stop());

const taken = (store: string, nameThen: string, description: string) =>
  amber.db.backup.create({
    data: {
      id: newBackupId(),
      dataStoreId: stores[store]!,
      dataStoreName: nameThen,
      engine: 'redis',
      trigger: 'manual',
      description,
      status: 'available',
      keys: 3n,
      plainBytes: 10n,
      storedBytes: 5n,
      product: 'redis',
      version: '7.0.15',
    },
  });
const rename = (store: string, name: string) =>
  amber.db.dataStore.update({ where: { id: stores[store]! }, data: { name } });

const SALE = ['before the sale', 'parcels'];
const MANUAL = ['Manual backup of orders', 'parcels'];
const GONE = ['last', 'legacy-eu'];
const TURKISH = ['one', 'İstanbul GÜNLÜK ΣΑΣ'];
const FRENCH = ['ÉTÉ à İzmir, ΟΔΥΣΣΕΥΣ', 'Größe'];

const searches: [search: string, found: string[][]][] = [
  // what the store is called now finds all of its backups, and what it was called only what shows it
  ['parcels', [SALE, MANUAL]],
  ['PARC', [SALE, MANUAL]],
  ['pa', [SALE, MANUAL]],
  ['orders', [MANUAL]],
  ['or', [MANUAL]],
  // of a store that is gone its last name is shown
  ['legacy', [GONE]],
  ['eu', [GONE]],
  ['İstanbul GÜNLÜK ΣΑΣ', [TURKISH]],
  ['İSTANBUL', [TURKISH]],
  ['istanbul günlük σασ', [TURKISH]],
  ['günlük', [TURKISH]],
  ['ΣΑ', [TURKISH]],
  ['GRÖ', [FRENCH]],
  ['été à', [FRENCH]],
  ['ÉTÉ À İZMİR', [FRENCH]],
  ['οδυσσ', [FRENCH]],
  ['ΟΔΥΣΣΕΥΣ', [FRENCH]],
  ['100%', []],
  ['_', []],
];

describe('Account > Backups', () => {
  it.each(searches)('finds by %s what the table shows', async (search, found) => {
    const { rows, total } = await amber.web.listBackups(OWNER, { search });
    expect(rows.map(({ description, dataStoreName }) => [description, dataStoreName])).toEqual(found);
    expect(total).toBe(found.length);
  });

  it('finds by a name that very many stores have', async () => {
    const about = { engine: 'redis', host: '127.0.0.1', port: 1 };
    const many = Array.from({ length: 1_200 }, (_, i) => ({
      id: newDataStoreId(),
      name: `parcels-${i}`,
      ...about,
    }));
    await amber.db.dataStore.createMany({ data: many });
    const { rows } = await amber.web.listBackups(OWNER, { search: 'parcels' });
    expect(rows.map(({ description }) => description)).toEqual([SALE[0], MANUAL[0]]);
    await amber.db.dataStore.deleteMany({ where: { id: { in: many.map(({ id }) => id) } } });
  });
});

describe('the drawer of a restore', () => {
  it.each(searches)('finds by %s what it shows', async (search, found) => {
    const { groups } = await amber.web.listBackupOptions(OWNER, { dataStore: stores.Größe!, search });
    const options = groups.flatMap((group) =>
      group.options.map(({ description, dataStoreName }) => {
        expect(dataStoreName).toBe(group.dataStoreName);
        return [description, dataStoreName];
      }),
    );
    expect(options.sort()).toEqual([...found].sort());
  });
});
