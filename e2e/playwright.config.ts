import { join } from 'node:path';
import { defineConfig } from 'playwright/test';
import { freePort } from './servers/server-process.ts';
import { CHROMIUM } from './setup/chromium.ts';
import { OWNER_STATE } from './setup/owner.ts';

// Read by every process of the run: the first one chooses the port, the others inherit it.
process.env.E2E_PORT ??= `${await freePort()}`;

const ROOT = join(import.meta.dirname, '..');

/** Journeys through the real console, which ./setup/start-console.ts starts once for all of them. */
export default defineConfig({
  testDir: 'journeys',
  testMatch: '**/*.spec.ts',
  outputDir: join(ROOT, 'test-results'),
  globalSetup: join(import.meta.dirname, 'setup/start-console.ts'),
  // One browser and one console at a time: two cores carry no more, and journeys of one console see one another.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // bounds for what hangs, not measures
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ...(process.env.E2E_REPORT ? [['json', { outputFile: process.env.E2E_REPORT }] as const] : []),
  ],
  use: {
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    storageState: OWNER_STATE,
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
