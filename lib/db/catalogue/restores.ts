import type { RestoreRecord, Restores } from '#lib/domain/ports/catalogue';
import { Prisma, type Restore as RestoreRow } from '../generated/client.ts';
import { databaseTime } from './database-time.ts';
import type { Rows } from './rows.ts';
import { supersededRestores } from './superseded-restores.ts';

const toRestore = (row: RestoreRow | null): RestoreRecord | null => row as RestoreRecord | null;

export const restoresOf = (rows: Rows): Restores => ({
  find: async (id) => toRestore(await rows.restore.findUnique({ where: { id } })),
  findByRequestKey: async (requestKey) => toRestore(await rows.restore.findUnique({ where: { requestKey } })),
  isSuperseded: async (id) => (await supersededRestores(rows, [id])).has(id),
  insert: async (restore) => {
    await rows.restore.create({ data: restore });
  },
  setSafetyBackup: async (id, safetyBackupId) => {
    await rows.restore.update({ where: { id }, data: { safetyBackupId } });
  },
  setStatus: async (id, status) => {
    await rows.restore.update({ where: { id }, data: { status } });
  },
  markTouched: async (id) => {
    const touchedAt = await databaseTime(rows);
    await rows.restore.update({ where: { id }, data: { touchedAt, targetState: 'incomplete' } });
  },
  markCleared: async (id) => {
    await rows.restore.update({ where: { id }, data: { clearedAt: await databaseTime(rows) } });
  },
  finish: async (id, { result, ...end }) => {
    await rows.restore.update({
      where: { id },
      data: { ...end, result: result ?? Prisma.DbNull, finishedAt: await databaseTime(rows) },
    });
  },
});
