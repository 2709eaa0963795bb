import { parseArgs } from 'node:util';
import { SNAPSHOT_METHODS, type SnapshotMethod } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import { BUILT_RESTORE_METHODS, RESTORE_METHODS, type RestoreMethod } from '#lib/domain/restore';
import { COMMANDS, type Command, usageLine } from './usage.ts';

type Shared = { json: boolean };
type Connecting = { uri: string; graph: string | null; passwordFile: string | null };
type Reading = { path: string; identity: string | null };

export type SnapshotArguments = Shared &
  Connecting & { out: string; method: SnapshotMethod | 'auto'; encryptTo: string[] };
export type ReadArguments = Shared & Reading;
export type RestoreArguments = Shared &
  Connecting &
  Reading & { method: RestoreMethod | 'auto'; yes: boolean };

export type Invocation =
  | { command: 'snapshot'; arguments: SnapshotArguments }
  | { command: 'inspect' | 'verify'; arguments: ReadArguments }
  | { command: 'restore'; arguments: RestoreArguments }
  | { command: 'help'; topic: Command | null }
  | { command: 'version' };

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const SHARED = { json: flag, help: { ...flag, short: 'h' }, version: flag } as const;
const CONNECTING = { 'password-file': text, graph: text } as const;
const READING = { identity: text } as const;

const wrong = (message: string): AmberError => new AmberError('invalid-input', message);

const isCommand = (name: string | undefined): name is Command => COMMANDS.includes(name as Command);

/** Throws `invalid-input` with a sentence for everything that is wrong use. */
export const parseArguments = (argv: readonly string[]): Invocation => {
  const name = argv.find((argument) => !argument.startsWith('-'));
  if (argv.includes('--help') || argv.includes('-h') || name === 'help') {
    return { command: 'help', topic: isCommand(name) ? name : null };
  }
  if (argv.includes('--version')) return { command: 'version' };
  if (name === undefined) throw wrong(`Name a command: ${COMMANDS.join(', ')}. See amber --help.`);
  if (!isCommand(name))
    throw wrong(`There is no command “${printable(name)}”. There are ${COMMANDS.join(', ')}.`);
  if (argv[0] !== name) throw wrong(`The command comes first: ${usageLine(name)}`);
  return parsers[name](argv.slice(1));
};

const parsers: Record<Command, (args: string[]) => Invocation> = {
  snapshot: (args) => {
    const { values, positionals } = parse('snapshot', args, {
      ...SHARED,
      ...CONNECTING,
      out: text,
      method: text,
      'encrypt-to': { ...text, multiple: true },
    });
    const uri = onlyPositional('snapshot', positionals, 'the URI of a store');
    if (!values.out) throw wrong(`Name the folder for the snapshot with --out: ${usageLine('snapshot')}`);
    const method = oneOf('--method', values.method ?? 'auto', ['auto', ...SNAPSHOT_METHODS] as const);
    const encryptTo = values['encrypt-to'] ?? [];
    return {
      command: 'snapshot',
      arguments: { uri, out: values.out, method, encryptTo, ...shared(values), ...connecting(values) },
    };
  },
  inspect: (args) => reading('inspect', args),
  verify: (args) => reading('verify', args),
  restore: (args) => {
    const { values, positionals } = parse('restore', args, {
      ...SHARED,
      ...CONNECTING,
      ...READING,
      to: text,
      method: text,
      yes: flag,
    });
    const path = onlyPositional('restore', positionals, 'a backup');
    if (!values.to) throw wrong(`Name the store to restore to with --to: ${usageLine('restore')}`);
    const method = oneOf('--method', values.method ?? 'auto', ['auto', ...RESTORE_METHODS] as const);
    requireBuilt(method);
    return {
      command: 'restore',
      arguments: {
        path,
        uri: values.to,
        method,
        yes: values.yes ?? false,
        identity: values.identity ?? null,
        ...shared(values),
        ...connecting(values),
      },
    };
  },
};

const reading = (command: 'inspect' | 'verify', args: string[]): Invocation => {
  const { values, positionals } = parse(command, args, { ...SHARED, ...READING });
  const path = onlyPositional(command, positionals, 'a backup');
  return { command, arguments: { path, identity: values.identity ?? null, ...shared(values) } };
};

type OptionTypes = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

const parse = <Options extends OptionTypes>(command: Command, args: string[], options: Options) => {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : '';
    throw wrong(`${reason}. Usage: ${usageLine(command)}`);
  }
};

const onlyPositional = (command: Command, positionals: string[], what: string): string => {
  const [first, ...more] = positionals;
  if (first === undefined || first === '' || more.length > 0) {
    throw wrong(`Give ${what}, and one only: ${usageLine(command)}`);
  }
  return first;
};

const oneOf = <T extends string>(option: string, value: string, choices: readonly T[]): T => {
  const choice = choices.find((known) => known === value);
  if (choice === undefined) throw wrong(`${option} is one of ${choices.join(', ')}.`);
  return choice;
};

const requireBuilt = (method: RestoreMethod | 'auto'): void => {
  if (method === 'auto' || BUILT_RESTORE_METHODS.some((built) => built === method)) return;
  throw wrong(`The method “${method}” is not built yet. There is ${BUILT_RESTORE_METHODS.join(', ')}.`);
};

const shared = (values: { json?: boolean | undefined }): Shared => ({ json: values.json ?? false });
const connecting = (values: { 'password-file'?: string | undefined; graph?: string | undefined }) => ({
  graph: values.graph ?? null,
  passwordFile: values['password-file'] ?? null,
});

/** What a terminal may be shown of a word that someone typed. */
const printable = (word: string): string => word.replace(/[^\x20-\x7e]/g, '?').slice(0, 40);
