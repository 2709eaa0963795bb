import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { z } from 'zod';
import { AmberError } from '#lib/domain/errors';
import type { AnswerValue } from '../connection/graphson-answer.ts';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { CLOSE_EXPORT, NEXT_PAGE, OPEN_EXPORT } from '../scripts/export-scripts.ts';

/** Text of one page. */
const PAGE_BYTES = 2 * 1024 * 1024;
/** A server that throws its cache away all the time is slow, and not to be given up. */
const PAGE_MS = 10 * 60_000;
const CLOSE_MS = 15_000;
/** One line may hold a value as long as any may be. */
const MOST_PAGE_BYTES = 512 * 1024 * 1024;
/** Of one page's lines: one of them may hold a large value. */
const MOST_TEXT_BYTES = 512 * 1024 * 1024;

const inflated = promisify(inflate);

export type Page = {
  /** So far. */
  vertices: number;
  edges: number;
  isLast: boolean;
  /** Lines, deflated. */
  vertexLines: Buffer;
  edgeLines: Buffer;
  /** Labels and keys that no page before this one has. */
  names: string[];
};

const badPage = (connection: GremlinConnection, cause?: unknown): AmberError =>
  new AmberError('store-protocol', `${connection.name} sent a page of its graph that cannot be read.`, {
    cause,
  });

const readNames = (connection: GremlinConnection, text: string): string[] => {
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch (error) {
    throw badPage(connection, error);
  }
};

const readPage = (connection: GremlinConnection, values: AnswerValue[]): Page => {
  const [vertices, edges, isLast, vertexLines, edgeLines, names] = values;
  const isPage =
    typeof vertices === 'number' &&
    typeof edges === 'number' &&
    typeof isLast === 'boolean' &&
    Buffer.isBuffer(vertexLines) &&
    Buffer.isBuffer(edgeLines) &&
    typeof names === 'string';
  if (!isPage) throw badPage(connection);
  return { vertices, edges, isLast, vertexLines, edgeLines, names: readNames(connection, names) };
};

/** The lines of a page. */
export const pageText = async (connection: GremlinConnection, deflated: Buffer): Promise<Buffer> => {
  try {
    return await inflated(deflated, { maxOutputLength: MOST_TEXT_BYTES });
  } catch (error) {
    throw badPage(connection, error);
  }
};

const nextPage = async (connection: GremlinConnection, signal: AbortSignal): Promise<Page> => {
  const page = connection.call({
    text: NEXT_PAGE,
    inSession: true,
    bindings: { mx: PAGE_BYTES },
    doing: 'to read a page of its graph',
    signal,
    timeoutMs: PAGE_MS,
    mostBytes: MOST_PAGE_BYTES,
  });
  return readPage(connection, await page);
};

/** Of a server that sends nothing new, without an end, as well. */
const requireMore = (connection: GremlinConnection, page: Page, read: number): void => {
  if (!page.isLast && !(page.vertices + page.edges > read)) throw badPage(connection);
};

/** The transaction would stay open on the server for ever. In vain where the connection is gone: the next run ends it. */
const closeCursor = async (connection: GremlinConnection): Promise<void> => {
  try {
    await connection.call({
      text: CLOSE_EXPORT,
      inSession: true,
      doing: 'to end the reading of its graph',
      timeoutMs: CLOSE_MS,
    });
  } catch {
    // whatever ended the reading is what is told
  }
};

/**
 * Walks over the graph once, in a connection with a session: the server reads the next page while this one is worked on.
 * @param group name of the transaction group, of which what an earlier run left open is ended
 */
export async function* exportPages(
  connection: GremlinConnection,
  { group, signal }: { group: string; signal: AbortSignal },
): AsyncGenerator<Page> {
  try {
    await connection.call({
      text: OPEN_EXPORT,
      inSession: true,
      // others may write meanwhile; REPEATABLE_READ makes some of their writes fail
      bindings: { tg: group, iso: 'READ_COMMITTED' },
      doing: 'to open its graph for reading',
      signal,
      timeoutMs: PAGE_MS,
    });
    let coming = nextPage(connection, signal);
    for (let read = 0; ; ) {
      const page = await coming;
      requireMore(connection, page, read);
      read = page.vertices + page.edges;
      if (!page.isLast) {
        coming = nextPage(connection, signal);
        // it is awaited later, or never where the sink fails
        coming.catch(() => {});
      }
      yield page;
      if (page.isLast) return;
    }
  } finally {
    await closeCursor(connection);
  }
}
