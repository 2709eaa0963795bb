import type { Writable } from 'node:stream';

/** What a command sees of the process that runs it. */
export type Terminal = {
  stdin: NodeJS.ReadStream;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  environment: Record<string, string | undefined>;
  /** Aborted by Ctrl-C or SIGTERM, with an AmberError as reason. */
  signal: AbortSignal;
};
