import type { RdbFacts } from '#lib/domain/rdb-facts';
import type { RdbVisitor } from './rdb-visitor.ts';

/** Push-driven parser of RDB files: chunks may be cut anywhere. */
export class RdbParser {
  bytes = 0;
  keys = 0;
  constructor(_visitor: RdbVisitor = {}) {}
  write(_chunk: Uint8Array): void {}
  end(): RdbFacts {
    throw new Error('being written');
  }
}
