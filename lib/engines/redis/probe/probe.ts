import type { Endpoint, RedisProbe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { abortError, endpointName } from '#lib/platform/network/socket-errors';
import { connect } from '../connection/connect.ts';
import { probeConnection } from './probe-connection.ts';

const PROBE_MS = 10_000;

/** Connects, asks and leaves, within ten seconds. Every failure is an AmberError in words. */
export const probe = async (endpoint: Endpoint, signal: AbortSignal): Promise<RedisProbe> => {
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    const name = endpointName(endpoint.host, endpoint.port);
    deadline.abort(
      new AmberError('store-timeout', `${name} answered too slowly: it was given up after ten seconds.`),
    );
  }, PROBE_MS);
  const abort = () => deadline.abort(abortError(signal));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const connection = await connect(endpoint, { signal: deadline.signal });
    try {
      return await probeConnection(connection);
    } finally {
      connection.close();
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
};
