import type { LaunchOptions } from 'playwright/test';

/** The browser of the system, as Playwright's own download fails where the network is closed; it asks nobody anything. */
export const CHROMIUM: LaunchOptions = {
  executablePath: process.env.CHROMIUM_BIN || '/usr/bin/chromium',
  args: [
    // Chromium's sandbox refuses to run as root
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
