import type { AmberError } from '#lib/domain/errors';
import type { ReplyReceiver } from '../connection/redis-connection.ts';
import type { CommandWriter } from '../resp/command-writer.ts';
import type { KeyQueue } from './key-queue.ts';

export type ValueEvents = {
  /** A key has been answered, with so many bytes of value. */
  answered(bytes: number): void;
  /** An error reply, to this command. */
  refused(text: string, command: string): void;
  fail(error: AmberError): void;
};

/** One way of asking for the values of keys. */
export type ValueStage = {
  readonly queue: KeyQueue;
  readonly receiver: ReplyReceiver;
  /** Asks for the next `keys` keys of the queue; gives the number of replies to expect. */
  ask(writer: CommandWriter, keys: number): number;
};
