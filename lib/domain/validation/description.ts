import { lineInput } from './text.ts';

const MAX_DESCRIPTION_LENGTH = 500;

/** What a person writes about a backup: one line, may be empty. */
export const descriptionInput = lineInput({
  what: 'The description',
  max: MAX_DESCRIPTION_LENGTH,
  empty: null,
});
