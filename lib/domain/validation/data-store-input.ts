import * as z from 'zod/mini';
import { ENGINE_KINDS } from '../data-store.ts';
import { dataStoreId } from '../requests/ids.ts';
import { graphInput, gremlinPathInput } from './graph.ts';
import { hostInput, hostProblem } from './host.ts';
import { nameInput } from './name.ts';
import { certificateInput, privateKeyInput } from './pem.ts';
import { portInput } from './port.ts';
import { hasUnseen } from './text.ts';

const MAX_SECRET_LENGTH = 4096;

/** An optional text of a form: empty is null. */
const orNull = (text: string): string | null => (text === '' ? null : text);

const usernameInput = z.pipe(
  z._default(z.string('The user name must be text'), '').check(
    z.trim(),
    z.maxLength(256, 'The user name may have at most 256 characters'),
    z.refine(
      (text) => !/\s/.test(text) && !hasUnseen(text),
      'A user name has no spaces or invisible characters',
    ),
  ),
  z.transform(orNull),
);

// Passwords are taken as they are: spaces count, and every character may be one of a password.
const passwordInput = z
  ._default(z.string('The password must be text'), '')
  .check(z.maxLength(MAX_SECRET_LENGTH, `The password may have at most ${MAX_SECRET_LENGTH} characters`));

const serverNameInput = z.pipe(
  z._default(z.string('The server name must be text'), '').check(
    z.trim(),
    z.toLowerCase(),
    z.refine(
      (text) => text === '' || hostProblem(text) === null,
      'Give a host name such as cache.example.org',
    ),
  ),
  z.transform(orNull),
);

const tlsOn = z
  .object({
    enabled: z.literal(true),
    ca: z.pipe(z._default(certificateInput, ''), z.transform(orNull)),
    serverName: serverNameInput,
    clientCertificate: z.pipe(z._default(certificateInput, ''), z.transform(orNull)),
    clientKey: z.pipe(z._default(privateKeyInput, ''), z.transform(orNull)),
  })
  .check(
    z.refine((tls) => tls.clientKey === null || tls.clientCertificate !== null, {
      error: 'Give the certificate that belongs to the key',
      path: ['clientCertificate'],
    }),
  );

// Fields that the form hides while TLS is off are not looked at: a message would have no place.
const tlsOff = z.object({ enabled: z.literal(false) });

/** Gives null where TLS is off. */
const tlsInput = z.pipe(
  z._default(z.discriminatedUnion('enabled', [tlsOn, tlsOff], 'Switch TLS on or off'), { enabled: false }),
  z.transform((tls) => (tls.enabled ? tls : null)),
);

const connection = {
  engine: z.enum(ENGINE_KINDS, 'Choose an engine'),
  host: hostInput,
  port: portInput,
  username: usernameInput,
  /** Empty keeps the stored one, or means none. */
  password: passwordInput,
  removePassword: z._default(z.boolean('Tick the box or leave it'), false),
  tls: tlsInput,
  /** JanusGraph only: what a form of another engine holds there is not looked at by its use cases. */
  path: gremlinPathInput,
  graph: graphInput,
};

const oneWish = z.refine<{ password: string; removePassword: boolean }>(
  (input) => !input.removePassword || input.password === '',
  { error: 'Either type a password or remove it', path: ['password'] },
);

/** The form of `Add data store`. */
export const dataStoreInput = z.object({ name: nameInput, ...connection }, 'Fill in the form').check(oneWish);
export type DataStoreForm = z.input<typeof dataStoreInput>;
export type DataStoreInput = z.output<typeof dataStoreInput>;

/** The form of `Edit data store`. */
export const editDataStoreInput = z
  .object({ id: dataStoreId, name: nameInput, ...connection }, 'Fill in the form')
  .check(oneWish);

/** `Test connection` of either: a name is not needed yet; with an id, its stored secrets may be used. */
export const testConnectionInput = z
  .object({ id: z.optional(dataStoreId), ...connection }, 'Fill in the form')
  .check(oneWish);
