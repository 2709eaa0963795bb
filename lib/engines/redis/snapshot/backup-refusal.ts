import { PRODUCT_NAMES, type RedisProbe } from '#lib/domain/data-store';

/** Why this store cannot be backed up now, as a sentence with the cure; null when it can. */
export const backupRefusal = (probe: RedisProbe): string | null => {
  const product = PRODUCT_NAMES[probe.product];
  if (probe.topology === 'sentinel') {
    return 'This is a Sentinel, which holds no data. Add the master or a replica that it watches as the data store.';
  }
  if (probe.topology === 'cluster') {
    return `This is a node of a ${product} Cluster, which holds only a part of the data. Clusters cannot be backed up yet.`;
  }
  if (probe.persistence.loading) {
    return `${product} is still loading its data. Try again when it has finished.`;
  }
  if (probe.topology === 'replica' && probe.masterLink === 'syncing') {
    return 'This replica is being synchronised with its master. Try again when it has finished.';
  }
  if (probe.topology === 'replica' && probe.masterLink === 'down') {
    return 'This replica has lost its master, so that its data may be old. Mend the replication, or back up the master.';
  }
  return null;
};
