import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import type { Endpoint } from '#lib/domain/data-store';
import type { DataStoreId } from '#lib/domain/ids';
import { type Installation, OWNER, until } from './installation.ts';

/** Processes that work in the folder or below it, whoever started them. */
export const processesIn = (folder: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid).startsWith(folder));

const workingFolder = (pid: number): string => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};

/** A restore to a new instance, and what became of it. */
export const newInstances = (amber: Installation) => {
  const rowOf = async (id: string) =>
    (await amber.web.listDataStores(OWNER)).rows.find((row) => row.id === id)!;
  const begin = (
    backupId: string,
    where: string,
    more: { name?: string; uri?: string; requestKey?: string } = {},
  ) =>
    amber.web.startRestoreToNewInstance(OWNER, {
      backupId,
      name: `new-${randomUUID().slice(0, 8)}`,
      where,
      requestKey: randomUUID(),
      ...more,
    });
  return {
    rowOf,
    begin,
    endpointOf: async (id: DataStoreId): Promise<Endpoint> =>
      (await amber.catalogue.dataStores.findEndpoint(id))!,
    ended: (operationId: string) =>
      until(async () => {
        const row = await amber.operation(operationId);
        return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
      }, 'the restore ends'),
    /** No row of an instance, no process and no folder is left of it. */
    gone: (id: string, folder: string) =>
      until(
        async () =>
          (await amber.db.instance.count({ where: { dataStoreId: id } })) === 0 &&
          !existsSync(folder) &&
          processesIn(folder).length === 0,
        `nothing is left in ${folder}`,
      ),
  };
};
