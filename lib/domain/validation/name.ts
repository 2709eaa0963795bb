import { lineInput } from './text.ts';

const MAX_NAME_LENGTH = 64;

/** Name of a data store. Gives it trimmed and in Unicode's composed form, so that equal looks are equal texts. */
export const nameInput = lineInput({
  what: 'The name',
  max: MAX_NAME_LENGTH,
  empty: 'Give the data store a name',
});

/** Name of a person. */
export const personNameInput = lineInput({ what: 'The name', max: MAX_NAME_LENGTH, empty: 'Give your name' });
