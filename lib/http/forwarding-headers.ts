const NAMES = new Set(['forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip']);

/** Headers by which proxies speak for a client, and by which a client could speak for itself. */
export const isForwardingHeader = (name: string): boolean =>
  NAMES.has(name) || name.startsWith('x-forwarded-');

const MARK = Symbol.for('amber.sockets-trusted');
const holder = globalThis as { [MARK]?: boolean };

/** Says that `trust-sockets` writes X-Forwarded-For in this process. */
export const markSocketsTrusted = (): void => {
  holder[MARK] = true;
};

/** Takes forwarding headers away, but for the one address that this process itself has put there. */
export const dropForwarding = (headers: Headers): void => {
  for (const name of [...headers.keys()]) {
    if (name === 'x-forwarded-for' && holder[MARK]) continue;
    if (isForwardingHeader(name)) headers.delete(name);
  }
};
