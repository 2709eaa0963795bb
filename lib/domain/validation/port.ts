import { wholeNumber } from './whole-number.ts';

/** Port of a data store; a form may give it as text. */
export const portInput = wholeNumber({ min: 1, max: 65_535, error: 'The port is a number from 1 to 65535' });
