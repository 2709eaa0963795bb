/**
 * Loaded into the console with `--import`, before Next: its own stop waits until every connection has closed by itself.
 * A browser opens some ahead of need, on which it asks nothing yet and which Node does not count as idle: one open tab
 * kept the console for up to a minute.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';

/** For answers under way: a download that is longer is resumed by whoever asked for it. */
const GRACE_MS = 2_000;

const servers = new Set<Server>();
let underWay = 0;
let isStopping = false;

const closeWhenAnswered = (): void => {
  if (isStopping && underWay === 0) closeAll();
};

const closeAll = (): void => {
  for (const server of servers) server.closeAllConnections();
};

subscribe('http.server.request.start', (message) => {
  const { response, server } = message as { response: ServerResponse; server: Server };
  servers.add(server);
  underWay += 1;
  response.once('close', () => {
    underWay -= 1;
    // the next request of the same connection, if there is one, begins first
    setImmediate(closeWhenAnswered);
  });
});

process.once('SIGTERM', () => {
  isStopping = true;
  setTimeout(closeAll, GRACE_MS).unref();
  // Next listens to the signal after this: first it takes no more connections
  setImmediate(closeWhenAnswered);
});
