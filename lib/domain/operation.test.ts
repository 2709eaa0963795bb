import { expect, it } from 'vitest';
import { isMoving } from './operation.ts';

it.each([
  ['pending', true],
  ['running', true],
  ['completed', false],
  // of backups and slots
  ['available', false],
  ['deleting', false],
  ['skipped', false],
  ['missed', false],
] as const)('what is %s moves: %s', (state, moves) => expect(isMoving(state)).toBe(moves));
