import { BACKUP_STATUSES, BACKUP_TRIGGERS } from '#lib/domain/backup';
import type { BackupFilter } from '#lib/domain/views/backup-view';
import { type Installation, OWNER, startInstallation } from '../../../e2e/faults/installation.ts';
import { atMost, type Row } from '../rows.ts';
import { percentile } from './percentile.ts';
import { MILLION, RARE_WORD, seedBackups } from './seed-backups.ts';

const ROUNDS = 25;
const LIMITS = { must: 100, aim: 30 };

/** The cursor of the page after the row in the middle. */
const middleCursor = async (amber: Installation): Promise<{ after: string; before: string }> => {
  const [row] = await amber.db.$queryRaw<{ id: string; createdAt: Date }[]>`
    SELECT id, "createdAt" FROM "Backup" ORDER BY "createdAt" DESC, id DESC
    OFFSET ${MILLION.backups / 2} LIMIT 1`;
  const place = `${row!.createdAt.getTime()}.${row!.id}`;
  return { after: `a${place}`, before: `b${place}` };
};

const someBackup = async (amber: Installation) =>
  (await amber.db.backup.findFirst({ where: { status: 'available' }, orderBy: { createdAt: 'asc' } }))!;

/** What people ask this list for, in groups: a row of the table each. */
const questions = async (amber: Installation): Promise<Record<string, BackupFilter[]>> => {
  const { after, before } = await middleCursor(amber);
  const { id, dataStoreId: dataStore } = await someBackup(amber);
  const statuses = BACKUP_STATUSES.filter((status) => status !== 'deleted');
  return {
    'first page': [{}],
    'each filter': [
      { dataStore },
      ...statuses.map((status) => ({ status })),
      ...BACKUP_TRIGGERS.map((trigger) => ({ trigger })),
      { dataStore, status: 'failed' },
      { dataStore, trigger: 'safety' },
      { status: 'damaged', trigger: 'import' },
      { status: 'cancelled', trigger: 'safety' },
      { dataStore, status: 'available', trigger: 'manual' },
    ],
    'common search': [
      { search: 'Scheduled backup' },
      { search: 'orders' },
      { search: 'e' },
      { search: 'ba' },
      { search: 'Before the' },
      { search: 'eu-0' },
    ],
    'rare search': [{ search: RARE_WORD }, { search: id }, { search: 'orders-eu-006, 2026-07-01' }],
    'search for a renamed store': [
      { search: NEW_NAME },
      { search: 're' },
      { search: NEW_NAME, status: 'failed' },
      { search: NEW_NAME, status: 'cancelled', trigger: 'import' },
      { search: 'sessions-us-499' },
    ],
    'search without a hit': [
      { search: 'no such backup' },
      { search: 'zzz' },
      { search: 'qx' },
      { search: '100%' },
      { search: 'Scheduled backup of nothing' },
    ],
    'search and filter': [
      { search: 'Scheduled', status: 'failed' },
      { search: 'Scheduled', dataStore },
      { search: 'Before', trigger: 'manual' },
      { search: 'Before', trigger: 'import' },
      { search: 'Scheduled', status: 'damaged', dataStore },
      { search: RARE_WORD, status: 'cancelled' },
    ],
    'the page after the 500,000th row': [
      { cursor: after },
      { cursor: before },
      { cursor: after, status: 'failed' },
      { cursor: after, trigger: 'import' },
      { cursor: after, dataStore },
      { cursor: after, search: 'Scheduled' },
      { cursor: before, search: RARE_WORD },
    ],
  };
};

/** What a store is called since its backups were taken. */
const NEW_NAME = 'renamed meanwhile';

const renameStore = (amber: Installation) =>
  amber.db.$executeRaw`
    UPDATE "DataStore" SET name = ${NEW_NAME}
    WHERE id = (SELECT id FROM "DataStore" ORDER BY "createdAt" DESC LIMIT 1)`;

const timeOf = async (amber: Installation, filter: BackupFilter): Promise<number> => {
  const begun = performance.now();
  await amber.web.listBackups(OWNER, filter);
  return performance.now() - begun;
};

const measureGroup = async (amber: Installation, name: string, filters: BackupFilter[]): Promise<Row> => {
  const each: { filter: BackupFilter; p95: number }[] = [];
  for (const filter of filters) {
    await timeOf(amber, filter);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await timeOf(amber, filter));
    each.push({ filter, p95: percentile(times, 95) });
  }
  const worst = each.reduce((a, b) => (b.p95 > a.p95 ? b : a));
  for (const { filter, p95 } of each) console.log(`  ${p95.toFixed(1)} ms  ${JSON.stringify(filter)}`);
  return {
    measure: `Account > Backups with 1,000,000 rows: ${name}`,
    against: `p95 of the use case, the slowest of ${filters.length}`,
    result: `${worst.p95.toFixed(1)} ms`,
    must: '< 100 ms',
    aim: '< 30 ms',
    met: atMost(worst.p95, LIMITS),
    detail: filters.length > 1 ? `\`${JSON.stringify(worst.filter)}\`` : `${ROUNDS} times`,
  };
};

export const measure = async (): Promise<Row[]> => {
  const amber = await startInstallation({ durable: true });
  try {
    await seedBackups(amber.postgres.url, MILLION);
    await renameStore(amber);
    const rows: Row[] = [];
    for (const [name, filters] of Object.entries(await questions(amber)))
      rows.push(await measureGroup(amber, name, filters));
    return rows;
  } finally {
    await amber.stop();
  }
};
