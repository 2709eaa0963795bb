import type { AmberError } from '#lib/domain/errors';
import type { Reply } from '../resp/reply.ts';
import { ReplyBuilder } from '../resp/reply-builder.ts';
import { RespError } from '../resp/resp-error.ts';
import type { ReplyReceiver } from './redis-connection.ts';

/** One waits for a single reply. */
export class CallReceiver extends ReplyBuilder implements ReplyReceiver {
  readonly fail: (error: AmberError) => void;

  constructor(onReply: (reply: Reply) => void, fail: (error: AmberError) => void) {
    super(onReply);
    this.fail = fail;
  }
}

/** Takes what comes while nothing is expected: a server that speaks unasked broke the protocol. */
export const UNASKED: ReplyReceiver = (() => {
  const refuse = () => {
    throw new RespError('an answer that nobody asked for');
  };
  return {
    status: refuse,
    error: refuse,
    integer: refuse,
    bulk: refuse,
    nil: refuse,
    array: refuse,
    fail() {},
  };
})();
