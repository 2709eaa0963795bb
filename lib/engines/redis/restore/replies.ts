import type { AmberError } from '#lib/domain/errors';
import type { ReplyReceiver } from '#lib/engines/redis/connection/redis-connection';

/** Takes replies that only matter by coming: whatever a command answers acknowledges it, unless it is refused. */
export abstract class Replies implements ReplyReceiver {
  status(): void {
    this.acknowledge();
  }
  integer(): void {
    this.acknowledge();
  }
  bulk(): void {
    this.acknowledge();
  }
  nil(): void {
    this.acknowledge();
  }
  error(words: string): void {
    this.refuse(words);
    this.acknowledge();
  }
  abstract array(count: number): void;
  abstract fail(error: AmberError): void;
  protected abstract acknowledge(): void;
  /** What the server answered instead; `acknowledge` comes after it. */
  protected abstract refuse(words: string): void;
}
