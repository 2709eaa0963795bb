import type { Locator } from 'playwright/test';

/** Opens a combobox and takes one of its options; types into its filter first, where it has one. */
export const choose = async (
  within: Locator,
  combobox: string,
  option: string | RegExp,
  { typed }: { typed?: string } = {},
): Promise<void> => {
  await within.getByRole('combobox', { name: combobox, exact: true }).click();
  if (typed !== undefined) await within.page().keyboard.type(typed);
  await within.page().getByRole('option', { name: option, exact: true }).click();
};
