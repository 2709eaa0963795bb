import { test as base, type Page } from 'playwright/test';

export const expect = base.expect;

/**
 * Waits until React has taken over every button of a page: what is clicked or typed before is lost, and no person is
 * as quick as a program. React leaves a property on the elements that are its own.
 */
export const untilTakenOver = async (page: Page): Promise<void> => {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('button')].every((button) =>
      Object.keys(button).some((key) => key.startsWith('__reactProps$')),
    ),
  );
};

/**
 * Playwright's `test`, which also fails on what the pages of its context report by themselves: an uncaught error, or
 * something that the content security policy refused. Its page is ready for a person when `goto` ends.
 */
export const test = base.extend<{ reports: string[] }>({
  page: async ({ page }, use) => {
    const open = page.goto.bind(page);
    page.goto = async (...args) => {
      const answer = await open(...args);
      await untilTakenOver(page);
      return answer;
    };
    await use(page);
  },
  reports: [
    async ({ context }, use) => {
      const reports: string[] = [];
      context.on('weberror', (error) => reports.push(`uncaught: ${error.error().message}`));
      context.on('console', (message) => {
        if (message.type() === 'error' && /content security policy/i.test(message.text()))
          reports.push(message.text());
      });
      await use(reports);
      expect(reports, 'what the pages reported').toEqual([]);
    },
    { auto: true },
  ],
});
