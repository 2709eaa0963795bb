import pino, { type Logger } from 'pino';
import { env } from './env.ts';
import { scrubbed } from './scrub.ts';

/** pg-boss reports copies of errors, which are no instances of Error. */
type ErrorLike = { name?: string; message: string; code?: unknown; stack?: string; cause?: unknown };
const isErrorLike = (error: unknown): error is ErrorLike =>
  typeof error === 'object' && error !== null && typeof (error as ErrorLike).message === 'string';

type PlainError = { type: string; message: string; code?: unknown; stack?: string; cause?: PlainError };

/** Only what errors have in common: libraries hang whole connections on theirs, passwords included. */
const plainError = (error: unknown, depth = 0): PlainError => {
  if (!isErrorLike(error)) return { type: typeof error, message: String(error) };
  const { code } = error;
  return {
    type: error.name ?? 'Error',
    message: error.message,
    ...(code === undefined ? {} : { code }),
    ...(error.stack ? { stack: error.stack } : {}),
    ...(error.cause !== undefined && depth < 4 ? { cause: plainError(error.cause, depth + 1) } : {}),
  };
};

const SINGLETON = Symbol.for('amber.log');
type Holder = { [SINGLETON]?: Logger };

/** The log of this process: JSON lines on standard error. Every line passes the scrubber, whoever wrote it. */
export const log = (): Logger => {
  const holder = globalThis as Holder;
  holder[SINGLETON] ??= pino(
    {
      level: env().logLevel,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => plainError(error) },
      hooks: { streamWrite: scrubbed },
    },
    pino.destination({ fd: 2, sync: true }),
  );
  return holder[SINGLETON];
};
