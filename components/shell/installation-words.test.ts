import { expect, it } from 'vitest';
import type { InstallationView } from '#lib/domain/views/installation-view';
import { troublesOf } from './installation-words.ts';

const FINE = { ok: true, reason: null };
const well: InstallationView = {
  storage: FINE,
  worker: FINE,
  space: { ...FINE, level: 'enough' },
  unsure: false,
};
const OUT = { silentSince: null, failingSince: null };
const wrong = (reason: string) => ({ ok: false, reason });
const titles = (...args: Parameters<typeof troublesOf>) => troublesOf(...args).map(({ title }) => title);

it('says nothing while all is well, or nobody has answered yet', () => {
  expect(troublesOf(well, OUT, 'UTC')).toEqual([]);
  expect(troublesOf(undefined, OUT, 'UTC')).toEqual([]);
});

it('says all that is wrong, the worst first', () => {
  const all: InstallationView = {
    storage: wrong('It is not at /b.'),
    worker: wrong('x'),
    space: { ...wrong('y'), level: 'low' },
    unsure: false,
  };
  expect(titles(all, OUT, 'UTC')).toEqual([
    'The storage is not there.',
    'No worker is running.',
    'The storage is nearly full.',
  ]);
  expect(troublesOf(all, OUT, 'UTC')[0]).toMatchObject({
    text: 'It is not at /b.',
    cure: expect.stringMatching(/^Nothing is lost/),
  });
});

it('tells a storage that is nearly full from one without room for the next backups', () => {
  const space = wrong('4 GB are free.');
  expect(troublesOf({ ...well, space: { ...space, level: 'low' } }, OUT, 'UTC')).toMatchObject([
    { tone: 'warn', title: 'The storage is nearly full.', text: '4 GB are free.' },
  ]);
  expect(troublesOf({ ...well, space: { ...space, level: 'full' } }, OUT, 'UTC')).toMatchObject([
    { tone: 'bad', title: 'The storage has no room for the next backups.', text: '4 GB are free.' },
  ]);
});

it('says nothing twice', () => {
  const worker = wrong('No worker is running. Backups wait.');
  expect(troublesOf({ ...well, worker }, OUT, 'UTC')[0]?.text).toBe('Backups wait.');
});

it('says since when Amber is silent, on the clock of the reader, and nothing that may be over', () => {
  const since = Date.parse('2026-11-23T12:04:30Z');
  expect(titles({ ...well, worker: wrong('x') }, { ...OUT, silentSince: since }, 'Europe/Berlin')).toEqual([
    'Amber does not answer since 13:04: what you see may be old.',
  ]);
  expect(titles(undefined, { ...OUT, failingSince: since }, 'UTC')).toEqual([
    'Amber only answers with errors since 12:04: what you see may be old.',
  ]);
});
