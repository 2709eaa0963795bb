export const COMMANDS = ['snapshot', 'inspect', 'verify', 'restore'] as const;
export type Command = (typeof COMMANDS)[number];

const LINES: Record<Command, string> = {
  snapshot:
    'amber snapshot <uri> --out DIR [--graph NAME] [--method auto|replica|scan|cursor] [--encrypt-to age1…]',
  inspect: 'amber inspect PATH [--identity FILE]',
  verify: 'amber verify PATH [--identity FILE]',
  restore:
    'amber restore PATH --to <uri> [--graph NAME] [--method auto|restore|cursor] [--identity FILE] --yes',
};

const WORDS: Record<Command, string> = {
  snapshot: 'Takes a snapshot of a store into DIR: the data file and manifest.json.',
  inspect: 'Reads an artefact folder or a bare file to its end and prints what it holds.',
  verify: 'Checks sizes, checksums and manifest, and parses everything.',
  restore:
    'Replaces all data of a store by a backup. Without --yes it prints what would happen and exits with 4.',
};

const SHARED = `
  --json                one JSON object on standard output, and nothing else there
  --identity FILE       age identity for an encrypted backup
  --password-file FILE  the store's password; else AMBER_STORE_PASSWORD, else a prompt on a terminal
  --graph NAME          which of a JanusGraph server's graphs; else the one that it calls graph
  --help, --version

A uri is redis://[user]:[password]@host[:port] or rediss:// (TLS), or of a JanusGraph ws://host[:port][/path] or wss://.
PATH is an artefact folder or a file: an RDB or a .graphson, compressed with zstd or not, encrypted with age or not.
The methods replica, scan and restore are of the Redis family, cursor is JanusGraph's.
Exit codes: 0 done, 1 failed, 2 wrong use, 3 the artefact is invalid, 4 refused by a preflight, nothing touched.
`;

export const usageOf = (command: Command | null): string => {
  const commands = command === null ? COMMANDS : [command];
  return `${commands.map((name) => `${LINES[name]}\n  ${WORDS[name]}`).join('\n\n')}\n${SHARED}`;
};

export const usageLine = (command: Command): string => LINES[command];
