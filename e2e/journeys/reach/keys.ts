import type { Page } from 'playwright/test';
import { expect } from '../../setup/test.ts';

/** Presses a key and waits until it has led to that item of a menu, as a person does before the next key. */
export const pressTo = async (page: Page, key: string, item: string): Promise<void> => {
  await page.keyboard.press(key);
  await expect(page.getByRole('menuitem', { name: item, exact: true }), key).toBeFocused();
};
