import { expect, it } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import { damageMarker } from './damage-marker.ts';
import { memoryCatalogue } from './memory-catalogue.fixture.ts';

it.each([
  ['available', 'checksum', 'damaged', 'What was read'],
  ['available', 'artefact-missing', 'damaged', 'What was read'],
  ['damaged', 'truncated', 'damaged', 'What was read'],
  // these say nothing of the artefact
  ['available', 'storage-unavailable', 'available', null],
  ['available', 'cancelled', 'available', null],
  ['available', 'store-closed', 'available', null],
  // it was deleted meanwhile
  ['deleting', 'artefact-missing', 'deleting', null],
  ['deleted', 'artefact-missing', 'deleted', null],
] as const)('a backup that is %s, with %s: it is %s', async (status, code, then, reason) => {
  const memory = memoryCatalogue('verification');
  memory.rows().backup.status = status;
  await damageMarker(memory.catalogue, memory.rows().backup.id)(new AmberError(code, 'What was read'));
  expect(memory.rows().backup).toMatchObject({ status: then, reason });
});

it('an error that nobody foresaw damages nothing', async () => {
  const memory = memoryCatalogue('verification');
  await damageMarker(memory.catalogue, memory.rows().backup.id)(new TypeError('x is not a function'));
  expect(memory.rows().backup).toMatchObject({ status: 'available', reason: null });
});
