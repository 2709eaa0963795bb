import type { ExitCode } from './exit-codes.ts';

/** What a command answers: `json` with `--json`, else the lines, which are only then put into words. */
export type Result = { exitCode: ExitCode; json: object; lines(): string[] };
