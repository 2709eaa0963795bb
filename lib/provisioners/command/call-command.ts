import { type ChildProcess, spawn } from 'node:child_process';
import { AmberError } from '#lib/domain/errors';
import { commandEnvironment } from '#lib/platform/command-environment';

export type CommandCall = {
  /** As its setting names it: `DOCKER` of AMBER_PROVISIONER_DOCKER. */
  name: string;
  executable: string;
  action: 'create' | 'status' | 'remove';
  input: object;
  /** Milliseconds; then it is ended with all that it started. */
  deadline: number;
  signal: AbortSignal;
};

const MAX_OUTPUT = 2 ** 20;
const MAX_WORDS = 300;
/** What it wrote last may arrive after its end. Milliseconds. */
const REST_MS = 1_000;

/** Calls `<executable> <action>` with JSON on standard input; gives what it wrote on standard output. */
export const callCommand = async (call: CommandCall): Promise<string> => {
  const { name, executable, action, input, deadline, signal } = call;
  signal.throwIfAborted();
  // a group of its own: at the deadline everything that it started ends with it
  const child = spawn(executable, [action], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { NODE_ENV: 'production', ...commandEnvironment() },
  });
  let output = '';
  let bytes = 0;
  let words = '';
  let end: 'deadline' | 'output' | null = null;
  const kill = (why: typeof end) => {
    end ??= why;
    if (child.pid !== undefined) killGroup(child.pid);
    closePipes(child);
  };
  // decoded by the stream: a character may be split between two chunks
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    bytes += Buffer.byteLength(text);
    if (bytes > MAX_OUTPUT) kill('output');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = `${words}${text}`.slice(-2 * MAX_WORDS);
  });
  // it may end without having read anything
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(input));
  const timer = setTimeout(() => kill('deadline'), deadline);
  // its answer is there: the deadline is not for what it leaves behind
  child.once('exit', () => clearTimeout(timer));
  const onAbort = () => kill(null);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const code = await endOf(child);
    signal.throwIfAborted();
    if (end === 'deadline')
      throw failure(
        `The command ${name} did not answer “${action}” within ${Math.ceil(deadline / 1000)} s and was ended.`,
      );
    if (end === 'output')
      throw failure(`The command ${name} wrote more than 1 MiB at “${action}” and was ended.`);
    if (code !== 0) {
      const how = code === null ? 'was ended by a signal' : `ended with code ${code}`;
      throw failure(
        [`The command ${name} ${how} at “${action}”.`, lastWords(words)].filter(Boolean).join(' '),
      );
    }
    return output;
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code === 'ENOENT' ||
      (error as NodeJS.ErrnoException).code === 'EACCES'
    )
      throw failure(`The command ${name} (${executable}) cannot be run: it is not there, or not executable.`);
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    closePipes(child);
    child.unref();
  }
};

/**
 * Its exit code, when all of its output was read; null: ended by a signal. A process in another session may outlive it and
 * keep its pipes open, so that they need not close.
 */
const endOf = async (child: ChildProcess): Promise<number | null> => {
  let rest: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.once('close', resolve);
      child.once('exit', (code) => {
        rest = setTimeout(resolve, REST_MS, code);
      });
    });
  } finally {
    clearTimeout(rest);
  }
};

const closePipes = ({ stdin, stdout, stderr }: ChildProcess): void => {
  for (const pipe of [stdin, stdout, stderr]) pipe?.destroy();
};

const failure = (message: string): AmberError => new AmberError('store-error', message);

const lastWords = (words: string): string => {
  const text = words.trim().replace(/\s+/g, ' ').slice(-MAX_WORDS);
  return text === '' ? '' : `It said: ${text}`;
};

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it ended by itself
  }
};
