import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'playwright/test';
import { CHROMIUM } from './setup/chromium.ts';

const ROOT = join(import.meta.dirname, '..');

/** Journeys through the real console, of which each worker starts one. */
export default defineConfig({
  testDir: 'journeys',
  testMatch: '**/*.spec.ts',
  outputDir: join(ROOT, 'test-results'),
  // a browser and a console wait for one another for much of the time
  workers: Math.max(2, Math.floor(availableParallelism() / 2)),
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // browser, console, worker and servers share few cores: what passes only at its second try is told by name at the end
  retries: 1,
  // bounds for what hangs, not measures
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ...(process.env.E2E_REPORT ? [['json', { outputFile: process.env.E2E_REPORT }] as const] : []),
  ],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: CHROMIUM,
  },
});
