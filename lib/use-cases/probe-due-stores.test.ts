import { expect, it, vi } from 'vitest';
import type { Endpoint, Probe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { probeDueStores } from './probe-due-stores.ts';

/** Stores by name, asked in the order in which they become due. */
const installation = () => {
  const due: string[] = [];
  const answers = new Map<string, PromiseWithResolvers<Probe>>();
  const saved: string[] = [];
  const dataStores = {
    takeDueProbes: async (limit: number) => due.splice(0, limit),
    findEndpoint: async (id: string) => ({ engine: 'redis', host: id }) as Endpoint,
    saveProbe: async (id: string) => void saved.push(id),
    saveUnreachable: async (id: string, reason: string) => void saved.push(`${id}: ${reason}`),
  };
  const probe = ({ host }: Endpoint) => {
    const answer = Promise.withResolvers<Probe>();
    answers.set(host, answer);
    return answer.promise;
  };
  const run = probeDueStores({
    catalogue: { dataStores, now: async () => new Date() } as unknown as Catalogue,
    workerId: '00000000-0000-4000-8000-000000000000',
    engines: { redis: { probe }, janusgraph: { probe } },
    log: { warn: () => {} },
  });
  const tick = () => run(new AbortController().signal);
  return { due, answers, saved, tick };
};
const probe = {} as Probe;

it('a store that does not answer keeps no other waiting', async () => {
  const { due, answers, saved, tick } = installation();
  due.push('silent');
  expect(await tick()).toBe(true);
  due.push('fresh');
  expect(await tick()).toBe(true);
  await vi.waitFor(() => expect(answers.has('fresh')).toBe(true));
  answers.get('fresh')!.resolve(probe);
  await vi.waitFor(() => expect(saved).toEqual(['fresh']));
  answers.get('silent')!.reject(new AmberError('store-timeout', 'No answer'));
  await vi.waitFor(() => expect(saved).toEqual(['fresh', 'silent: No answer']));
  expect(await tick()).toBe(false);
});

it('asks sixteen at a time, and the next one as soon as one has answered', async () => {
  const { due, answers, saved, tick } = installation();
  due.push(...Array.from({ length: 18 }, (_, index) => `s${index}`));
  await tick();
  await vi.waitFor(() => expect(answers.size).toBe(16));
  const next = tick();
  answers.get('s7')!.resolve(probe);
  await next;
  await vi.waitFor(() => expect(answers.size).toBe(17));
  expect(saved).toEqual(['s7']);
});
