import { expect, it } from 'vitest';
import { AmberError } from './errors.ts';

it('an error never says NUL, which the database cannot hold', () => {
  expect(new AmberError('store-error', 'It said: a\0b').message).toBe('It said: a?b');
});
