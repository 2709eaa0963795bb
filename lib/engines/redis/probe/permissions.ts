import { randomBytes } from 'node:crypto';
import { PROBED_COMMANDS, type ProbedCommand } from '#lib/domain/data-store';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { type Reply, ReplyError, replyText } from '../resp/reply.ts';
import { rulesAllow } from './acl-rules.ts';

/** A call of each command as Amber makes it; some servers check subcommands and keys too. */
const sampleArguments = (key: string): Record<ProbedCommand, string[]> => ({
  psync: ['?', '-1'],
  scan: ['0'],
  dump: [key],
  restore: [key, '0', 'x'],
  flushall: [],
  function: ['LOAD', 'x'],
  bgsave: [],
});

/**
 * Calls that change nothing, whatever the server: the TTL and the payload of this RESTORE are both impossible, and code
 * that names no library is none.
 */
const harmlessCalls = (key: string): Partial<Record<ProbedCommand, string[]>> => ({
  scan: ['SCAN', '0', 'COUNT', '1'],
  dump: ['DUMP', key],
  restore: ['RESTORE', key, '-1', 'x'],
  function: ['FUNCTION', 'LOAD', 'x'],
});

type Verdicts = Partial<Record<ProbedCommand, boolean>>;
type CommandInfo = { exists: boolean; categories: string[] };

const readCommandInfo = (reply: Reply): CommandInfo | null => {
  if (reply instanceof ReplyError) return null;
  const entry = Array.isArray(reply) ? reply[0] : null;
  // Dragonfly answers one command without the list around it.
  const fields = Array.isArray(entry)
    ? entry
    : Array.isArray(reply) && replyText(entry ?? null) !== null
      ? reply
      : null;
  if (fields === null) return { exists: false, categories: [] };
  const categories = fields[6];
  return {
    exists: true,
    categories: Array.isArray(categories) ? categories.map((category) => replyText(category) ?? '') : [],
  };
};

const askCommandInfo = async (connection: RedisConnection): Promise<Map<ProbedCommand, CommandInfo>> => {
  const ask = async (name: string) => readCommandInfo(await connection.tryCall(['COMMAND', 'INFO', name]));
  const [known, ...infos] = await Promise.all([ask('get'), ...PROBED_COMMANDS.map(ask)]);
  const found = new Map<ProbedCommand, CommandInfo>();
  // A server that does not even know GET cannot be asked.
  if (!known?.exists) return found;
  for (const [i, name] of PROBED_COMMANDS.entries()) {
    const info = infos[i];
    if (info) found.set(name, info);
  }
  return found;
};

const dryRun = async (connection: RedisConnection, user: string, key: string): Promise<Verdicts> => {
  const samples = sampleArguments(key);
  const verdicts: Verdicts = {};
  const replies = await Promise.all(
    PROBED_COMMANDS.map((name) => connection.tryCall(['ACL', 'DRYRUN', user, name, ...samples[name]])),
  );
  for (const [i, name] of PROBED_COMMANDS.entries()) {
    const reply = replies[i]!;
    const text = reply instanceof ReplyError ? reply.message : replyText(reply);
    if (text === 'OK') verdicts[name] = true;
    else if (/no permissions|not found/i.test(text ?? '')) verdicts[name] = false;
  }
  return verdicts;
};

const byRules = async (
  connection: RedisConnection,
  user: string,
  infos: ReadonlyMap<ProbedCommand, CommandInfo>,
): Promise<Verdicts> => {
  const reply = await connection.tryCall(['ACL', 'GETUSER', user]);
  if (!Array.isArray(reply)) return {};
  const at = reply.findIndex((field) => replyText(field) === 'commands');
  const rules = at < 0 ? null : replyText(reply[at + 1] ?? null);
  if (rules === null) return {};
  const verdicts: Verdicts = {};
  const samples = sampleArguments('');
  for (const [name, { categories }] of infos) {
    const subcommand = name === 'function' ? samples[name][0]?.toLowerCase() : undefined;
    verdicts[name] = rulesAllow(rules, { name, categories, ...(subcommand ? { subcommand } : {}) });
  }
  return verdicts;
};

const byTrying = async (
  connection: RedisConnection,
  key: string,
  open: readonly ProbedCommand[],
): Promise<Verdicts> => {
  const calls = harmlessCalls(key);
  const verdicts: Verdicts = {};
  await Promise.all(
    open.map(async (name) => {
      const call = calls[name];
      if (!call) return;
      const reply = await connection.tryCall(call);
      const refused =
        reply instanceof ReplyError &&
        (reply.code === 'NOPERM' || /unknown (sub)?command/i.test(reply.message));
      verdicts[name] = !refused;
    }),
  );
  return verdicts;
};

/**
 * Which commands the connected user may run. Asked in this order: does the server have the command at all, ACL DRYRUN,
 * ACL GETUSER, harmless calls. What none of them can tell counts as allowed: the attempt itself will say.
 */
export const askPermissions = async (
  connection: RedisConnection,
): Promise<Record<ProbedCommand, boolean>> => {
  const key = `amber:probe:${randomBytes(8).toString('hex')}`;
  const infos = await askCommandInfo(connection);
  const who = replyText(await connection.tryCall(['ACL', 'WHOAMI']))?.replace(/^User is /, '') ?? null;
  const verdicts: Verdicts = who === null ? {} : await dryRun(connection, who, key);
  const merge = (more: Verdicts) => {
    for (const name of PROBED_COMMANDS) verdicts[name] ??= more[name];
  };
  if (who !== null && PROBED_COMMANDS.some((name) => verdicts[name] === undefined))
    merge(await byRules(connection, who, infos));
  merge(
    await byTrying(
      connection,
      key,
      PROBED_COMMANDS.filter((name) => verdicts[name] === undefined),
    ),
  );
  const allowed = (name: ProbedCommand) => infos.get(name)?.exists !== false && verdicts[name] !== false;
  return Object.fromEntries(PROBED_COMMANDS.map((name) => [name, allowed(name)])) as Record<
    ProbedCommand,
    boolean
  >;
};
