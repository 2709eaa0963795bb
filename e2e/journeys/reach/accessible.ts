import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect } from '../../setup/test.ts';

type Scheme = 'light' | 'dark';

/** What differs between the schemes: a page has the same elements in both. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** No violation that axe knows. */
export const expectAccessible = async (
  page: Page,
  what: string,
  schemes: Scheme[] = ['light', 'dark'],
): Promise<void> => {
  for (const [index, colorScheme] of schemes.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(async () => {
      // colours fade from one to the other, and axe would measure what is in between
      await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {})));
    });
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
    const { violations } = await (index === 0 ? axe : axe.withRules(RULES_OF_COLOUR)).analyze();
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`).slice(0, 5),
    }));
    expect(found, `${what}, ${colorScheme}`).toEqual([]);
  }
};
