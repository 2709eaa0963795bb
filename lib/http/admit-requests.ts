/**
 * Loaded into the console with `--import`, before Next: of a crowd of requests so many are worked on at a time as the
 * database has connections for, the others wait their turn. All at once they would share what there is, each would be
 * as late as the last, and some would give up waiting for a connection.
 */
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';

/** Two for each connection of the pool: while one waits for the database, another is rendered. */
const AT_A_TIME = 20;

/** After this a request gives its turn to the next: a reader may be as slow as it likes. */
const TURN_MS = 5_000;

/** Downloads, which last as long as their readers, and what tells whether the console lives. */
const UNCOUNTED = /^\/api\/(?:backups\/[^/?]+\/download|health|ready)(?:\?|$)/;

type Waiting = { begin: () => void; response: ServerResponse };

const queue: Waiting[] = [];
let underWay = 0;

const beginNext = (): void => {
  while (underWay < AT_A_TIME) {
    const next = queue.shift();
    if (!next) return;
    // who asked has left meanwhile
    if (next.response.destroyed) continue;
    work(next);
  }
};

const work = ({ begin, response }: Waiting): void => {
  underWay += 1;
  const end = () => {
    clearTimeout(turn);
    response.off('close', end);
    underWay -= 1;
    beginNext();
  };
  const turn = setTimeout(end, TURN_MS);
  response.once('close', end);
  begin();
};

const admit = (request: IncomingMessage, response: ServerResponse, begin: () => void): void => {
  if (UNCOUNTED.test(request.url ?? '')) begin();
  else if (underWay < AT_A_TIME) work({ begin, response });
  else queue.push({ begin, response });
};

// typed as one function, which none of its overloads takes any event with
const emit = Server.prototype.emit as (this: Server, event: string | symbol, ...args: unknown[]) => boolean;

Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
  if (event !== 'request') return emit.call(this, event, ...args);
  const [request, response] = args as [IncomingMessage, ServerResponse];
  admit(request, response, () => emit.call(this, event, request, response));
  return true;
};
