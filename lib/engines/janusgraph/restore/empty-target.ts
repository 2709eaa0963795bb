import type { Run } from '#lib/domain/operation';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { CLEAR_PAGE, CLOSE_CLEAR } from '../scripts/clear-script.ts';
import { RESET_GRAPH } from '../scripts/reset-script.ts';
import type { Emptying } from './choose-emptying.ts';
import { RESTORE_GROUP } from './restore-group.ts';

const RESET_MS = 5 * 60_000;
const PAGE_MS = 10 * 60_000;
const CLOSE_MS = 15_000;
const PAGE_VERTICES = 1000;

const clearPages = async (session: GremlinConnection, run: Run): Promise<void> => {
  for (let deleted = 0; ; ) {
    run.mustHold?.();
    const [page] = await session.call({
      text: CLEAR_PAGE,
      inSession: true,
      bindings: { nb: PAGE_VERTICES, tg: RESTORE_GROUP },
      doing: 'to delete vertices',
      signal: run.signal,
      timeoutMs: PAGE_MS,
    });
    if (page === 0) return;
    deleted += Number(page);
    run.progress({ phase: 'Emptying the target', bytes: 0, keys: deleted, unit: 'element' });
  }
};

const clear = async (session: GremlinConnection, run: Run): Promise<void> => {
  try {
    await clearPages(session, run);
  } finally {
    await session
      .call({ text: CLOSE_CLEAR, inSession: true, doing: 'to end the deletion', timeoutMs: CLOSE_MS })
      .catch(() => {});
  }
};

/** Empties the target graph; `session` is a connection with a session. */
export const emptyTarget = async (
  session: GremlinConnection,
  how: { emptying: Emptying; graph: string; hasVertices: boolean },
  run: Run,
): Promise<void> => {
  if (how.emptying === 'none') return;
  run.progress({ phase: 'Emptying the target', bytes: 0, keys: 0, unit: 'element' });
  if (how.emptying === 'clear') {
    if (how.hasVertices) await clear(session, run);
    return;
  }
  run.mustHold?.();
  await session.call({
    text: RESET_GRAPH,
    bindings: { gn: how.graph },
    doing: 'to empty its graph',
    // from outside any graph: the one that is dropped must not be held by the request
    graph: null,
    signal: run.signal,
    timeoutMs: RESET_MS,
  });
};
