import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { emailInput } from '#lib/domain/validation/email';
import { passwordInput } from '#lib/domain/validation/password';
import { type ProxyRange, parseProxies } from './proxy-ranges.ts';
import { SettingsError } from './start-error.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** `AMBER_…` names that belong to the `amber` command: a shell that has them set may start the console too. */
const COMMAND_LINE_NAMES = ['AMBER_STORE_PASSWORD'];

/** Settings that are empty count as not set: `FOO=` in an env file means that. */
const optional = <T extends z.core.$ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), z.optional(schema));

const webAddress = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url && (url.protocol === 'http:' || url.protocol === 'https:');
  if (bare && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password)
    return url.origin;
  context.addIssue('must be an address like https://amber.example.com, without path, user or password');
  return z.NEVER;
});

const databaseUrl = z
  .string()
  .refine(
    (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
    'must be a PostgreSQL address like postgresql://user:password@host:5432/amber',
  );

const proxies = z.string().transform((text, context): ProxyRange[] => {
  const parsed = parseProxies(text);
  if (parsed.ok) return parsed.ranges;
  context.addIssue(
    `holds “${parsed.wrong}”, which is no address and no range such as 10.0.0.0/8; separate several by commas`,
  );
  return z.NEVER;
});

const PROVISIONER = /^AMBER_PROVISIONER_([A-Z0-9_]{1,60})$/;

/** `AMBER_PROVISIONER_MY_DOCKER=/usr/local/bin/…`: `my-docker` → the executable. */
const provisionersIn = (
  source: Record<string, string | undefined>,
): { found: Map<string, string>; problems: string[] } => {
  const found = new Map<string, string>();
  const problems: string[] = [];
  for (const [name, path] of Object.entries(source)) {
    const word = PROVISIONER.exec(name)?.[1];
    if (word === undefined || path === undefined || path === '') continue;
    if (isAbsolute(path)) found.set(word.toLowerCase().replaceAll('_', '-'), path);
    else problems.push(`${name}: must be the full path of an executable`);
  }
  return { found, problems };
};

const settings = z.object({
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, 'must be a port number')
      .transform(Number)
      .refine((port) => port > 0 && port < 65_536, 'must be a port between 1 and 65535'),
  ),
  HOST: optional(z.string().regex(/^[A-Za-z0-9.:_-]+$/, 'must be an address or a host name')),
  AMBER_DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(databaseUrl),
  AMBER_SECRET_KEY: optional(z.string().min(32, 'must have at least 32 characters')),
  AMBER_OWNER_EMAIL: optional(emailInput),
  AMBER_OWNER_PASSWORD: optional(passwordInput),
  AMBER_URL: optional(webAddress),
  AMBER_TRUSTED_PROXIES: optional(proxies),
  AMBER_JANUSGRAPH_HOME: optional(
    z
      .string()
      .refine(isAbsolute, 'must be the full path of an unpacked JanusGraph, or of a folder with its jars'),
  ),
  LOG_LEVEL: optional(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)),
});

export type Env = {
  port: number;
  /** Address to listen on. */
  host: string;
  /** Absolute path. */
  dataDir: string;
  /** null: the embedded database. */
  databaseUrl: string | null;
  /** null: the one in the data folder. */
  secretKey: string | null;
  owner: { email: string; password: string } | null;
  /** Public origin, such as `https://amber.example.com`; null: localhost with our port. */
  url: string | null;
  trustedProxies: ProxyRange[];
  /** Commands that make servers, by name: absolute paths of executables. */
  provisioners: ReadonlyMap<string, string>;
  /** Absolute path of an unpacked JanusGraph; null: none. */
  janusgraphHome: string | null;
  logLevel: (typeof LOG_LEVELS)[number];
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
const WILDCARD = new Set(['0.0.0.0', '::']);
export const isLoopbackHost = (host: string): boolean => LOOPBACK.has(host);

type Settings = z.infer<typeof settings>;

/** What no single setting shows to be wrong. */
const contradictions = (given: Settings): string[] => {
  const found: string[] = [];
  if (given.DATABASE_URL && !given.AMBER_SECRET_KEY)
    found.push(
      'AMBER_SECRET_KEY must be set together with DATABASE_URL: every process of Amber needs the same one',
    );
  if (Boolean(given.AMBER_OWNER_EMAIL) !== Boolean(given.AMBER_OWNER_PASSWORD))
    found.push('AMBER_OWNER_EMAIL and AMBER_OWNER_PASSWORD must be set together');
  const host = given.HOST ?? '127.0.0.1';
  if (!given.AMBER_URL && !LOOPBACK.has(host) && !WILDCARD.has(host))
    found.push(`AMBER_URL must be set when HOST is ${host}: it is the address that browsers use`);
  return found;
};

/** Pure: reads the settings from a record of environment variables. Throws SettingsError with every problem found. */
export const parseEnv = (source: Record<string, string | undefined>): Env => {
  const known = new Set([...Object.keys(settings.shape), ...COMMAND_LINE_NAMES]);
  const unknown = Object.keys(source).filter(
    (name) => name.startsWith('AMBER_') && !known.has(name) && !PROVISIONER.test(name),
  );
  const provisioners = provisionersIn(source);
  const parsed = settings.safeParse(source);
  const problems = [
    ...unknown.map((name) => `${name} is not a setting of Amber`),
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])}: ${issue.message}`),
    ...provisioners.problems,
    ...(parsed.success ? contradictions(parsed.data) : []),
  ];
  if (!parsed.success || problems.length > 0) {
    throw new SettingsError(
      `Amber cannot start with these settings:\n${problems.map((text) => `  - ${text}`).join('\n')}`,
    );
  }
  const given = parsed.data;
  return {
    port: given.PORT ?? 3000,
    host: given.HOST ?? '127.0.0.1',
    dataDir: resolve(/* turbopackIgnore: true */ given.AMBER_DATA_DIR ?? 'data'),
    databaseUrl: given.DATABASE_URL ?? null,
    secretKey: given.AMBER_SECRET_KEY ?? null,
    owner:
      given.AMBER_OWNER_EMAIL && given.AMBER_OWNER_PASSWORD
        ? { email: given.AMBER_OWNER_EMAIL, password: given.AMBER_OWNER_PASSWORD }
        : null,
    url: given.AMBER_URL ?? null,
    trustedProxies: given.AMBER_TRUSTED_PROXIES ?? [],
    provisioners: provisioners.found,
    janusgraphHome: given.AMBER_JANUSGRAPH_HOME ?? null,
    logLevel: given.LOG_LEVEL ?? 'info',
  };
};

let parsedEnv: Env | undefined;

/** The settings of this process, read once, at the first call. */
export const env = (): Env => {
  parsedEnv ??= parseEnv(process.env);
  return parsedEnv;
};
