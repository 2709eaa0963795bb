import { type Browser, chromium } from 'playwright/test';
import { CHROMIUM } from '../../../e2e/setup/chromium.ts';
import { atMost, type Row } from '../rows.ts';
import { FLEET_WORDS, type MeasuredConsole, startMeasuredConsole } from './console-with-backups.ts';
import { percentile } from './percentile.ts';

const ROUNDS = 9;

/** Seconds from the start of the navigation to the largest contentful paint, nothing in the browser's cache. */
const paintOf = async (
  browser: Browser,
  { url, session }: MeasuredConsole,
  path: string,
): Promise<number> => {
  const context = await browser.newContext({ storageState: session, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
    return await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime / 1000)).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          });
        }),
    );
  } finally {
    await context.close();
  }
};

const paintRow = async (
  browser: Browser,
  amber: MeasuredConsole,
  [name, path]: readonly [string, string],
): Promise<Row> => {
  const times: number[] = [];
  // the first of all compiles the page's code in the console
  await paintOf(browser, amber, path);
  for (let round = 0; round < ROUNDS; round += 1) times.push(await paintOf(browser, amber, path));
  const seconds = percentile(times, 50);
  return {
    measure: `largest contentful paint, ${name}`,
    against: 'cold cache, Chromium on the same machine',
    result: `${seconds.toFixed(2)} s`,
    must: '< 1.5 s',
    aim: '< 0.8 s',
    met: atMost(seconds, { must: 1.5, aim: 0.8 }),
    detail: `median of ${ROUNDS}, slowest ${Math.max(...times).toFixed(2)} s; ${FLEET_WORDS}`,
  };
};

export const measure = async (): Promise<Row[]> => {
  const amber = await startMeasuredConsole();
  try {
    const browser = await chromium.launch(CHROMIUM);
    try {
      return [
        await paintRow(browser, amber, ['Data Stores', '/data-stores']),
        await paintRow(browser, amber, ['Account > Backups', '/account/backups']),
      ];
    } finally {
      await browser.close();
    }
  } finally {
    await amber.stop();
  }
};
