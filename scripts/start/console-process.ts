import { join } from 'node:path';
import type { Env } from '#lib/platform/env';
import { ownOrigins } from '#lib/platform/own-origins';
import { NEXT, ROOT } from './build-console.ts';
import { type Child, startChild } from './children.ts';
import type { Mode } from './mode.ts';
import { waitUntilReady } from './ready.ts';

/** What has to be there before Next is; in development it runs its server in another process. */
const PRELOADS = ['trust-sockets', 'end-connections', 'admit-requests'].map((name) =>
  join(ROOT, `lib/http/${name}.ts`),
);

export const startConsole = (settings: Env, environment: NodeJS.ProcessEnv, mode: Mode): Child =>
  startChild([NEXT, mode, '-p', String(settings.port), '-H', settings.host], {
    environment,
    ...(mode === 'dev' ? { talkative: true } : { imports: PRELOADS }),
  });

/** Waits until the console answers that everything is there; gives the address under which it is reached. */
export const consoleReady = async (settings: Env, signal: AbortSignal): Promise<string> => {
  const [origin] = ownOrigins(settings);
  // a wildcard address is none to connect to
  const address = { '0.0.0.0': '127.0.0.1', '::': '::1' }[settings.host] ?? settings.host;
  await waitUntilReady({ port: settings.port, address, hostHeader: new URL(origin).host }, signal);
  return origin;
};
