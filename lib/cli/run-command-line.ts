import { AmberError, codeOf, isAmberError, safeMessage } from '#lib/domain/errors';
import { DONE, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { type Invocation, parseArguments } from './parse-arguments.ts';
import type { Result } from './result.ts';
import type { Terminal } from './terminal.ts';

/** Each command is loaded when it is asked for. */
const perform = async (invocation: Invocation, terminal: Terminal): Promise<Result> => {
  switch (invocation.command) {
    case 'snapshot':
      return await (await import('./snapshot.ts')).snapshot(invocation.arguments, terminal);
    case 'inspect':
      return await (await import('./inspect.ts')).inspect(invocation.arguments, terminal);
    case 'verify':
      return await (await import('./verify.ts')).verify(invocation.arguments, terminal);
    case 'restore':
      return await (await import('./restore.ts')).restore(invocation.arguments, terminal);
    case 'help': {
      const usage = (await import('./usage.ts')).usageOf(invocation.topic);
      return { exitCode: DONE, json: { usage }, lines: () => [usage.trimEnd()] };
    }
    case 'version': {
      const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
      return { exitCode: DONE, json: { version: manifest.version }, lines: () => [manifest.version] };
    }
  }
};

const write = (stream: NodeJS.WritableStream, text: string): Promise<void> =>
  new Promise((resolve) => {
    // A reader that has gone (`| head`) is no failure of the command.
    stream.once('error', () => resolve());
    stream.write(text, () => resolve());
  });

/** Runs one command to its end; never throws. Standard output has one JSON object with `--json`, else lines. */
export const runCommandLine = async (argv: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const json = argv.includes('--json');
  const { stdout, stderr } = terminal;
  try {
    const result = await perform(parseArguments(argv), terminal);
    await write(stdout, json ? `${JSON.stringify(result.json)}\n` : `${result.lines().join('\n')}\n`);
    return result.exitCode;
  } catch (thrown) {
    const error = describe(thrown, terminal);
    if (json)
      await write(
        stdout,
        `${JSON.stringify({ error: { code: codeOf(error), message: safeMessage(error), offset: error.offset } })}\n`,
      );
    else await write(stderr, `amber: ${safeMessage(error)}\n`);
    return exitCodeOf(error);
  }
};

const describe = (thrown: unknown, { signal, environment }: Terminal): AmberError => {
  if (isAmberError(thrown)) return thrown;
  if (signal.aborted)
    return isAmberError(signal.reason) ? signal.reason : new AmberError('cancelled', 'Cancelled.');
  // Nobody else sees it: the command line has no log.
  if (environment.NODE_DEBUG?.includes('amber')) console.error(thrown);
  return new AmberError(
    'internal',
    'Something went wrong inside Amber. Run it again with NODE_DEBUG=amber to see what.',
    {
      cause: thrown,
    },
  );
};
