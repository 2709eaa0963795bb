import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { nextCookies } from 'better-auth/next-js';
import { db } from '#lib/db/client';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '#lib/domain/validation/password';
import { env } from '#lib/platform/env';
import { log } from '#lib/platform/log';
import { ownOrigins } from '#lib/platform/own-origins';
import { derivedKey } from '#lib/platform/secret-key';
import { COOKIE_PREFIX } from './session-cookie.ts';
import { delaySignIn, forgiveSignIn } from './sign-in-backoff.ts';

const DAY = 86_400;

/** No session for a person who is switched off; `session.ts` ends those that they have. */
const mayHaveSession = async (userId: string): Promise<boolean> => {
  const user = await db().user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
  return user !== null && user.disabledAt === null;
};

const newAuth = () => {
  const origins = ownOrigins(env());
  return betterAuth({
    appName: 'Amber',
    baseURL: origins[0],
    secret: derivedKey('sessions').toString('base64url'),
    trustedOrigins: origins,
    database: prismaAdapter(db(), { provider: 'postgresql', transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    user: { additionalFields: { role: { type: 'string', required: true, input: false } } },
    // no copy in a cookie: a session that is ended is dead at once
    session: { expiresIn: 7 * DAY, updateAge: DAY, cookieCache: { enabled: false } },
    databaseHooks: {
      session: {
        create: { before: async ({ userId }) => ((await mayHaveSession(userId)) ? undefined : false) },
      },
    },
    hooks: { before: delaySignIn, after: forgiveSignIn },
    rateLimit: {
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': { window: 10, max: 20 } },
    },
    advanced: {
      // said, as better-auth leaves the check out by itself where a variable TEST is set
      disableOriginCheck: false,
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: origins[0].startsWith('https:'),
      // one address, put there by lib/http/client-address from the socket and the trusted proxies
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    telemetry: { enabled: false },
    logger: {
      log: (level, message) => log()[level]({ from: 'better-auth' }, message),
    },
    // last, as better-auth asks: it hands cookies to server actions
    plugins: [nextCookies()],
  });
};

let made: ReturnType<typeof newAuth> | undefined;

/** better-auth with our settings; made at the first call, as modules must open nothing when they are loaded. */
export const auth = (): ReturnType<typeof newAuth> => {
  made ??= newAuth();
  return made;
};
