export const COOKIE_PREFIX = 'amber';

/** better-auth puts `__Secure-` in front where the console is reached by https. */
const NAMES = [`${COOKIE_PREFIX}.session_token`, `__Secure-${COOKIE_PREFIX}.session_token`];

/** Whether a Cookie header carries a session, valid or not. */
export const carriesSession = (cookieHeader: string | null): boolean =>
  (cookieHeader ?? '').split(';').some((pair) => NAMES.includes(pair.split('=', 1)[0]!.trim()));
