import { contentsJson, contentsWords } from './contents-words.ts';
import { DONE } from './exit-codes.ts';
import { openBackupAt } from './open-backup.ts';
import type { ReadArguments } from './parse-arguments.ts';
import { createProgressLine } from './progress-line.ts';
import type { Result } from './result.ts';
import type { Terminal } from './terminal.ts';

/** `amber inspect PATH`: reads it all, tells what it holds. */
export const inspect = async ({ path, identity }: ReadArguments, terminal: Terminal): Promise<Result> => {
  const backup = await openBackupAt(path, identity);
  const line = createProgressLine(terminal);
  try {
    const facts = await backup.inspect(line.run);
    return { exitCode: DONE, json: contentsJson(facts), lines: () => contentsWords(facts) };
  } finally {
    line.end();
  }
};
