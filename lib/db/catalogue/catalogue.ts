import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { JobQueue } from '#lib/domain/ports/job-queue';
import type { Vault } from '#lib/domain/ports/vault';
import type { PrismaClient } from '../generated/client.ts';
import { backupsOf } from './backups.ts';
import { dataStoresOf } from './data-stores.ts';
import { discardedStoresOf } from './discarded-stores.ts';
import { historyOf } from './history.ts';
import { instancesOf } from './instances.ts';
import { leasesOf } from './leases.ts';
import { operationsOf } from './operations.ts';
import { policiesOf } from './policies.ts';
import { restoresOf } from './restores.ts';
import type { Rows } from './rows.ts';
import { slotsOf } from './slots.ts';

export type CatalogueParts = {
  client: PrismaClient;
  vault: Vault;
  /** The queue, sending through the given client or transaction. */
  jobs(rows: Rows): JobQueue;
  /** Returns when the queue can send. It needs a connection for that, of which transactions must not hold them all. */
  jobsReady(): Promise<void>;
};

/** A transaction that waits longer than this for a lock or the pool is given up, milliseconds. */
const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

export const catalogueOf = ({ client, vault, jobs, jobsReady }: CatalogueParts): Catalogue => {
  const bind = (rows: Rows, transaction: Catalogue['transaction']): Catalogue => ({
    dataStores: dataStoresOf(rows, vault),
    backups: backupsOf(rows),
    restores: restoresOf(rows),
    operations: operationsOf(rows),
    leases: leasesOf(rows),
    policies: policiesOf(rows),
    slots: slotsOf(rows),
    history: historyOf(rows),
    instances: instancesOf(rows),
    discardedStores: discardedStoresOf(rows),
    jobs: jobs(rows),
    now: async () => {
      const [row] = await rows.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
      return row!.now;
    },
    transaction,
  });
  return bind(client, async (work) => {
    await jobsReady();
    return await client.$transaction(async (tx) => {
      // Within a transaction another one is the same one.
      const bound: Catalogue = bind(tx as Rows, (inner) => inner(bound));
      return await work(bound);
    }, TRANSACTION);
  });
};
