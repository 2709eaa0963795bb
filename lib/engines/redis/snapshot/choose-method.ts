import type { SnapshotMethod } from '#lib/domain/backup';
import { PRODUCT_NAMES, type RedisProbe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';

export type MethodChoice = {
  method: SnapshotMethod /** A sentence for the person who asks why. */;
  reason: string;
};

const scan = (probe: RedisProbe, reason: string): MethodChoice => {
  const missing = (['scan', 'dump'] as const).filter((command) => !probe.commands[command]);
  if (missing.length > 0) {
    const commands = missing.map((command) => command.toUpperCase()).join(' and ');
    throw new AmberError(
      'store-permission',
      `The user may not run ${commands}, which reading the keys needs. Grant it in the server's ACL for all keys (~*).`,
    );
  }
  return { method: 'scan', reason };
};

const mayReplicate = (probe: RedisProbe): boolean => probe.product !== 'dragonfly' && probe.commands.psync;

const replica = (probe: RedisProbe, reason: string): MethodChoice => {
  if (probe.product === 'dragonfly') {
    throw new AmberError(
      'store-unsupported',
      'Dragonfly has no replication that other programs can read. Use the method scan.',
    );
  }
  if (!mayReplicate(probe)) {
    throw new AmberError(
      'store-permission',
      "The user may not run PSYNC. Grant +psync and +replconf in the server's ACL, or use the method scan.",
    );
  }
  return { method: 'replica', reason };
};

/** How to take a snapshot. Throws `store-permission` or `store-unsupported` where the wanted way, or any, is closed. */
export const chooseMethod = (probe: RedisProbe, wanted: SnapshotMethod | 'auto'): MethodChoice => {
  if (wanted === 'replica') return replica(probe, 'The method replica was asked for.');
  if (wanted === 'scan') return scan(probe, 'The method scan was asked for.');
  const product = PRODUCT_NAMES[probe.product];
  if (mayReplicate(probe)) {
    return {
      method: 'replica',
      reason: `${product} lets this user replicate, which gives the data of a single moment.`,
    };
  }
  return probe.product === 'dragonfly'
    ? scan(
        probe,
        'Dragonfly has no replication that other programs can read, so its keys are read one by one.',
      )
    : scan(probe, `This user may not replicate from ${product} (PSYNC), so its keys are read one by one.`);
};

/** The way that is left when a server that seemed to allow replication refuses it. */
export const chooseAfterRefusal = (probe: RedisProbe, refusal: AmberError): MethodChoice =>
  scan(probe, `The store refused to replicate, so its keys are read one by one. (${refusal.message})`);
