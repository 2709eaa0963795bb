import { AmberError } from '#lib/domain/errors';
import { type DataStoreId, newDataStoreId } from '#lib/domain/ids';
import { LOOPBACK, UNKNOWN_PORT } from '#lib/domain/instance';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';

const MAX_SAMPLES = 20;

export type StartSampleStorePorts = { catalogue: Catalogue; newPassword(): string };

/**
 * Adds a store whose server a worker starts on its machine and fills: `Pending` until it is up. Its port is not known
 * before that.
 */
export const startSampleStore =
  ({ catalogue, newPassword }: StartSampleStorePorts) =>
  async (actor: Actor | null): Promise<{ id: DataStoreId; name: string }> => {
    authorise(actor, 'start-sample-store');
    return await catalogue.transaction(async (tx) => {
      const name = await freeName(tx);
      const id = newDataStoreId();
      await tx.dataStores.insert(id, {
        name,
        engine: 'redis',
        host: LOOPBACK,
        port: UNKNOWN_PORT,
        username: null,
        password: newPassword(),
        tls: null,
      });
      await tx.instances.insert(id, { provisioner: 'sample', wish: null, hostId: null });
      return { id, name };
    });
  };

const freeName = async (tx: Catalogue): Promise<string> => {
  for (let n = 1; n <= MAX_SAMPLES; n += 1) {
    const name = n === 1 ? 'sample' : `sample-${n}`;
    if (!(await tx.dataStores.isNamed(name))) return name;
  }
  throw new AmberError('conflict', `There are ${MAX_SAMPLES} sample stores already. Delete one first.`);
};
