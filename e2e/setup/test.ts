import { test as base } from 'playwright/test';

export const expect = base.expect;

/**
 * Playwright's `test`, which also fails on what the pages of its context report by themselves: an uncaught error, or
 * something that the content security policy refused.
 */
export const test = base.extend<{ reports: string[] }>({
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
