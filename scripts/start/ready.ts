import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '#lib/platform/start-error';

const DEADLINE_MS = 120_000;

type Answer = { status: number; body: string };

const ask = (port: number, address: string, hostHeader: string): Promise<Answer | null> =>
  new Promise((resolve) => {
    const call = request(
      {
        host: address,
        port,
        path: '/api/ready',
        headers: { host: hostHeader },
        timeout: 5_000,
        agent: false,
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', () => resolve(null));
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(null));
    call.end();
  });

/** Waits until the console says that everything is there. Throws with its last answer after two minutes. */
export const waitUntilReady = async (
  { port, address, hostHeader }: { port: number; address: string; hostHeader: string },
  signal: AbortSignal,
): Promise<void> => {
  const end = Date.now() + DEADLINE_MS;
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask(port, address, hostHeader);
    if (answer?.status === 200) return;
    if (Date.now() > end)
      throw new StartError(
        `Amber is not ready after two minutes: ${answer ? `${answer.status} ${answer.body}` : 'no answer'}`,
      );
    await delay(40, undefined, { signal });
  }
};
