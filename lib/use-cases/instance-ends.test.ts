import { expect, it } from 'vitest';
import type { DataStoreId } from '#lib/domain/ids';
import type { Policy } from '#lib/domain/policy';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { acceptInstance } from './instance-ends.ts';

/** The plan that a restored graph begins with, where the store that its backup is of has this schedule. */
const planAfter = async (timeZone: string | null): Promise<Policy | undefined> => {
  const saved: Policy[] = [];
  const tx = {
    now: async () => new Date('2026-11-23T12:00:00Z'),
    instances: { find: async () => null },
    dataStores: {
      find: async (id: DataStoreId) => ({ id, engine: 'janusgraph' }),
      setStatus: async () => {},
    },
    policies: {
      find: async (id: string) => (id === 'dst_source' && timeZone !== null ? { timeZone } : null),
      save: async (policy: Policy) => {
        saved.push(policy);
        return true;
      },
    },
  } as unknown as Catalogue;
  await acceptInstance(tx, 'dst_new' as DataStoreId, 'dst_source' as DataStoreId);
  return saved[0];
};

it.each([
  ['Europe/Madrid', 'Europe/Madrid'],
  [null, 'UTC'],
  ['Nowhere/Never', 'UTC'],
])('a store with a schedule in %s: the plan of the restored graph goes by %s', async (zone, wanted) => {
  expect(await planAfter(zone)).toMatchObject({ kind: 'plan', dataStoreId: 'dst_new', timeZone: wanted });
});
