import { AmberError, isAmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { RdbParser } from './rdb-parser.ts';
import type { RdbVisitor } from './rdb-visitor.ts';

const throwIfCancelled = (run: Run | undefined): void => {
  if (!run?.signal.aborted) return;
  const { reason } = run.signal;
  throw isAmberError(reason)
    ? reason
    : new AmberError('cancelled', 'Reading the file was cancelled.', { cause: reason });
};

/**
 * Reads a plain RDB file to its end and tells what it holds. Throws `truncated`, `checksum`, `unknown-type`,
 * `unsupported-version`, `malformed` with the offset, `cancelled`, and what the source or the visitor throws.
 */
export const inspectRdb = async (
  source: AsyncIterable<Uint8Array>,
  run?: Run,
  visitor?: RdbVisitor,
): Promise<RdbFacts> => {
  const parser = new RdbParser(visitor);
  throwIfCancelled(run);
  for await (const chunk of source) {
    throwIfCancelled(run);
    parser.write(chunk);
    run?.progress({ phase: 'Verifying', bytes: parser.bytes, keys: parser.keys });
  }
  throwIfCancelled(run);
  return parser.end();
};
