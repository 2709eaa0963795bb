import type { Endpoint } from '#lib/domain/data-store';
import { AmberError, isAmberError, safeMessage } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Instance, ProvisionerName } from '#lib/domain/instance';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { Provisioner } from '#lib/domain/ports/provisioner';
import { giveUpInstance } from './instance-ends.ts';

export type KeepInstancesPorts = {
  catalogue: Catalogue;
  /** Those that this worker has. */
  provisioners: ReadonlyMap<ProvisionerName, Provisioner>;
  hostId: string;
  workerId: string;
  /** Writes the sample data into an empty store. */
  fillSample(endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
};

export type InstanceKeeper = {
  /** Looks once at every instance; what takes long goes on behind it. */
  keep(signal: AbortSignal): Promise<void>;
  /** Ends the servers of this machine, with their data saved: the next worker of this host starts them again. */
  leave(): Promise<void>;
};

/** After the n-th failure in a row of one server: 2 s, 4 s, … up to a minute. */
const pauseMs = (failures: number): number => Math.min(60_000, 1_000 * 2 ** failures);

/** A new server is tried so often again, some two minutes, where it is not known that this cannot help. */
const MOST_FAILURES = 6;

/** What is being done for an instance; `removing` when that is its end. */
type Busy = { control: AbortController; removing: boolean; done: Promise<void> };

/**
 * Keeps the servers of this worker as the catalogue has them: makes new ones, starts those that are down, removes those
 * whose data store is gone or that were given up. Safe to repeat, and after a kill at any line. What fails is tried
 * again after a pause; a new server that its provisioner refuses, in words for people, is given up.
 */
export const keepInstances = (ports: KeepInstancesPorts): InstanceKeeper => {
  const { catalogue, provisioners, hostId, workerId, log } = ports;
  const failures = new Map<DataStoreId, { count: number; restsUntil: number }>();
  const busy = new Map<DataStoreId, Busy>();

  const attend = async (instance: Instance, provisioner: Provisioner, signal: AbortSignal): Promise<void> => {
    const { dataStoreId } = instance;
    try {
      const before = failures.get(dataStoreId)?.count ?? 0;
      await keepOne(ports, instance, provisioner, { signal, before });
      failures.delete(dataStoreId);
    } catch (error) {
      if (signal.aborted) return;
      const count = (failures.get(dataStoreId)?.count ?? 0) + 1;
      failures.set(dataStoreId, { count, restsUntil: performance.now() + pauseMs(count) });
      log.warn({ dataStoreId, err: error }, 'a server of this host is not as it should be');
    } finally {
      busy.delete(dataStoreId);
    }
  };

  const take = () => catalogue.instances.take(hostId, workerId, [...provisioners.keys()]);

  return {
    keep: async (signal) => {
      for (const instance of await take()) {
        signal.throwIfAborted();
        const { dataStoreId, abandoned } = instance;
        const now = busy.get(dataStoreId);
        // nobody waits for a server that is given up
        if (now !== undefined && abandoned && !now.removing) now.control.abort();
        const rests = performance.now() < (failures.get(dataStoreId)?.restsUntil ?? 0);
        const provisioner = provisioners.get(instance.provisioner);
        if (now !== undefined || rests || provisioner === undefined) continue;
        const control = new AbortController();
        const entry: Busy = { control, removing: abandoned, done: Promise.resolve() };
        busy.set(dataStoreId, entry);
        entry.done = attend(instance, provisioner, AbortSignal.any([signal, control.signal]));
      }
    },
    leave: async () => {
      const begun = new Map(busy);
      for (const { control } of begun.values()) control.abort();
      const kept = await take();
      // each by itself: those that are up do not wait for one that takes long to give up
      await Promise.all(
        kept.map(async ({ dataStoreId, provisioner }) => {
          await begun.get(dataStoreId)?.done;
          await provisioners.get(provisioner)?.stop(dataStoreId);
        }),
      );
      await Promise.all([...begun.values()].map(({ done }) => done));
      await catalogue.instances.release(workerId);
    },
  };
};

/** `before`: how often in a row it has failed. */
type Try = { signal: AbortSignal; before: number };

const keepOne = async (
  ports: KeepInstancesPorts,
  instance: Instance,
  provisioner: Provisioner,
  attempt: Try,
): Promise<void> => {
  const { signal } = attempt;
  if (instance.abandoned) {
    await provisioner.remove({ id: instance.dataStoreId, wish: instance.wish }, signal);
    await ports.catalogue.instances.forget(instance.dataStoreId);
  } else if (!instance.ready && !instance.up) await make(ports, instance, provisioner, attempt);
  else if (provisioner.keepsRunning) await restart(ports, instance, provisioner, signal);
};

/** A server that has run before. */
const restart = async (
  ports: KeepInstancesPorts,
  instance: Instance,
  provisioner: Provisioner,
  signal: AbortSignal,
): Promise<void> => {
  try {
    await ensureServer(ports, instance, provisioner, signal);
  } catch (error) {
    if (!signal.aborted && instance.ready)
      await ports.catalogue.dataStores.setStatus(instance.dataStoreId, 'unreachable', safeMessage(error));
    throw error;
  }
};

/** The first start: it ends with a server that answers, filled where it is a sample, or with a reason and its removal. */
const make = async (
  ports: KeepInstancesPorts,
  instance: Instance,
  provisioner: Provisioner,
  { signal, before }: Try,
): Promise<void> => {
  const { catalogue, log } = ports;
  const { dataStoreId: id } = instance;
  try {
    const endpoint = await ensureServer(ports, instance, provisioner, signal);
    const isSample = instance.provisioner === 'sample';
    if (isSample) await ports.fillSample(endpoint, signal);
    await catalogue.transaction(async (tx) => {
      if (!(await tx.instances.markUp(id)) || !isSample) return;
      await tx.instances.markReady(id);
      await tx.dataStores.probeSoon(id);
    });
    log.info({ dataStoreId: id, port: endpoint.port }, 'a server of a data store is up');
  } catch (error) {
    if (signal.aborted) throw error;
    // anything but a refusal may pass, as a database that starts again does
    if (!isAmberError(error) && before + 1 < MOST_FAILURES) throw error;
    log.warn({ dataStoreId: id, err: error }, 'the server of a data store could not be made');
    await catalogue.transaction((tx) => giveUpInstance(tx, id, safeMessage(error)));
  }
};

/** Running, and the catalogue knows where. */
const ensureServer = async (
  { catalogue, log }: KeepInstancesPorts,
  { dataStoreId: id, wish }: Instance,
  provisioner: Provisioner,
  signal: AbortSignal,
): Promise<Endpoint> => {
  const [store, stored] = await Promise.all([
    catalogue.dataStores.find(id),
    catalogue.dataStores.findEndpoint(id),
  ]);
  if (store === null || stored === null) throw new AmberError('not-found', 'The data store was deleted');
  let said = '';
  const progress = (text: string) => {
    if (text === said) return;
    said = text;
    catalogue.instances.setProgress(id, text).catch((error: unknown) => {
      log.warn({ dataStoreId: id, err: error }, 'not written down: what is done for a server');
    });
  };
  const found = await provisioner.ensure(
    { id, name: store.name, wish, endpoint: stored },
    { signal, progress },
  );
  signal.throwIfAborted();
  if (!isSame(found, stored)) await catalogue.dataStores.setEndpoint(id, found);
  // it was down a moment ago, and may have been found so
  if (said !== '') await catalogue.dataStores.probeSoon(id);
  return found;
};

const isSame = (one: Endpoint, other: Endpoint): boolean => JSON.stringify(one) === JSON.stringify(other);
