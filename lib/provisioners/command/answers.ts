import * as z from 'zod';
import type { Endpoint } from '#lib/domain/data-store';
import { AmberError, isAmberError } from '#lib/domain/errors';
import { parseStoreUri } from '#lib/domain/store-uri';
import { hostProblem } from '#lib/domain/validation/host';

const message = z.string().max(1_000);

const ready = z.object({
  state: z.literal('ready'),
  /** With user name and password, percent-encoded. */
  uri: z.string().max(2_048),
  /** PEM of the certificate authority, where that is not one of the system's. */
  ca: z.string().max(100_000).optional(),
});

/** What `create` and `status` answer. */
const making = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending'), message: message.optional() }),
  ready,
  z.object({ state: z.literal('failed'), message }),
]);
export type Making = { state: 'pending'; message: string } | { state: 'ready'; endpoint: Endpoint };

/** What `remove` answers; `pending`: it is asked again. */
const removing = z.discriminatedUnion('state', [
  z.object({ state: z.literal('removed') }),
  z.object({ state: z.literal('pending') }),
  z.object({ state: z.literal('failed'), message }),
]);

type Asked = { name: string; action: string; output: string };

const refused = ({ name, action }: Asked, what: string): AmberError =>
  new AmberError('store-error', `The command ${name} ${what} at “${action}”.`);

const read = <Schema extends z.ZodType>(schema: Schema, asked: Asked): z.output<Schema> => {
  let json: unknown;
  try {
    json = JSON.parse(asked.output);
  } catch {
    throw refused(asked, asked.output.trim() === '' ? 'answered nothing' : 'answered no JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` (${issue.path.join('.')})` : '';
  throw refused(asked, `answered something else than docs/provisioners says${where}`);
};

const endpointOf = ({ uri, ca }: z.infer<typeof ready>, asked: Asked): Endpoint => {
  try {
    const { engine, host, port, username, password, tls, path, graph } = parseStoreUri(uri);
    if (hostProblem(host) !== null)
      throw new AmberError('invalid-input', 'The host is not a valid name or address.');
    return {
      engine,
      host,
      port,
      username,
      password,
      tls: tls ? { ca: ca ?? null, serverName: null, clientCertificate: null, clientKey: null } : null,
      path,
      graph,
    };
  } catch (error) {
    throw refused(
      asked,
      `gave an address that is none (${isAmberError(error) ? error.message : 'not readable'})`,
    );
  }
};

export const readMaking = (asked: Asked): Making => {
  const answer = read(making, asked);
  if (answer.state === 'failed') throw refused(asked, `failed (${answer.message})`);
  if (answer.state === 'pending') return { state: 'pending', message: answer.message ?? '' };
  return { state: 'ready', endpoint: endpointOf(answer, asked) };
};

/** Whether it is gone. */
export const readRemoving = (asked: Asked): boolean => {
  const answer = read(removing, asked);
  if (answer.state === 'failed') throw refused(asked, `failed (${answer.message})`);
  return answer.state === 'removed';
};
