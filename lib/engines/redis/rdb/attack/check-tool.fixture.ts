import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';

/** A server's own checker of RDB files: the server itself, called by another name. */
export type CheckTool = {
  binary: string;
  name: string;
  /** What stands before the file: of a binary that is started by another one. */
  args?: readonly string[];
};

export type Verdict = { accepted: boolean; keys: number; expires: number; words: string };

const numberBefore = (output: string, words: string): number =>
  Number(new RegExp(`(\\d+) ${words}`).exec(output)?.[1] ?? -1);

/** What the server that wrote such files says of these bytes; `path` is a place for them. */
export const checkFile = async (tool: CheckTool, bytes: Buffer, path: string): Promise<Verdict> => {
  await writeFile(path, bytes);
  const child = spawn(tool.binary, [...(tool.args ?? []), path], {
    argv0: tool.name,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  const [code] = await once(child, 'close');
  const words =
    /--- RDB ERROR DETECTED ---\n(?:\[offset \d+\] )?([^\n]*)/.exec(output)?.[1] ??
    /(ASSERTION FAILED[^\n]*|crashed by signal[^\n]*|Out Of Memory[^\n]*)/.exec(output)?.[1] ??
    `ended with ${code}`;
  return {
    accepted: code === 0,
    keys: numberBefore(output, 'keys read'),
    expires: numberBefore(output, 'expires'),
    words,
  };
};
