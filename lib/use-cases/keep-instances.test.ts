import { expect, it, vi } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Instance } from '#lib/domain/instance';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { Provisioner } from '#lib/domain/ports/provisioner';
import { keepInstances } from './keep-instances.ts';

const instance = (name: string, up: boolean): Instance => ({
  dataStoreId: `dst_${name}` as DataStoreId,
  provisioner: 'local',
  wish: null,
  hostId: 'host',
  keeperId: 'worker',
  progress: null,
  up,
  ready: up,
  abandoned: false,
});

const UP = instance('up', true);
const NEW = instance('new', false);

/** A keeper of these servers, with what it did to each in order. */
const keeperOf = (instances: Instance[], ensure: Provisioner['ensure']) => {
  const done: string[] = [];
  const said = (what: string) => async (id: string) => void done.push(`${what} ${id.slice(4)}`);
  const rows = {
    take: async () => instances,
    setProgress: async () => {},
    markUp: async (id: string) => {
      await said('up')(id);
      return true;
    },
    discard: said('discard'),
    release: async () => void done.push('release'),
  };
  const dataStores = {
    find: async (id: DataStoreId) => ({ id, name: id }),
    findEndpoint: async () => ({ engine: 'redis', host: '127.0.0.1', port: 1, password: 'secret' }),
    setStatus: async (id: string, status: string) => said(status)(id),
    setPort: async () => {},
    setEndpoint: async () => {},
    probeSoon: async () => {},
  };
  const catalogue = { instances: rows, dataStores } as unknown as Catalogue;
  catalogue.transaction = (work) => work(catalogue);
  const keeper = keepInstances({
    catalogue,
    provisioners: new Map([
      ['local', { keepsRunning: true, ensure, stop: said('stop'), remove: async () => {} }],
    ]),
    hostId: 'host',
    workerId: 'worker',
    fillSample: async () => {},
    log: { info: () => {}, warn: () => {} },
  });
  return { keeper, done };
};

const soon = () => new Promise(setImmediate);

it('stops the servers that are up while one that starts takes long to give up', async () => {
  const slow = Promise.withResolvers<never>();
  const { keeper, done } = keeperOf([UP, NEW], async ({ id, endpoint }) =>
    id === UP.dataStoreId ? endpoint : await slow.promise,
  );
  await keeper.keep(new AbortController().signal);
  await soon();
  const left = keeper.leave();
  await soon();
  expect(done).toEqual(['stop up']);
  slow.reject(new Error('given up'));
  await left;
  expect(done).toEqual(['stop up', 'stop new', 'release']);
});

/** What becomes of a new server whose making throws this at each try. */
const making = async (error: Error, tries: number) => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { keeper, done } = keeperOf([NEW], async () => {
    throw error;
  });
  for (let n = 0; n < tries; n += 1) {
    await keeper.keep(new AbortController().signal);
    await soon();
    vi.advanceTimersByTime(60_000);
  }
  vi.useRealTimers();
  return done;
};

it('gives a new server up at once when its provisioner refuses', async () => {
  expect(await making(new AmberError('store-error', 'No room'), 1)).toEqual(['failed new', 'discard new']);
});

it('tries again what is no refusal, as a database that is away, and not for ever', async () => {
  const lost = new Error('Connection terminated unexpectedly');
  expect(await making(lost, 5)).toEqual([]);
  expect(await making(lost, 6)).toEqual(['failed new', 'discard new']);
});
