import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { web } from '#lib/composition/web';
import { codeOf, ERROR_ANSWERS, isAmberError, safeMessage } from '#lib/domain/errors';
import type { Download } from '#lib/domain/ports/artefacts';
import { log } from '#lib/platform/log';
import { parseRange } from './byte-range.ts';

type Asked = { backupId: string; stored: boolean };

/** Streams a backup: GET and HEAD, one Range, `If-Range` by entity tag. A client that goes away ends the reading. */
export const sendDownload = async (
  request: IncomingMessage,
  response: ServerResponse,
  { backupId, stored }: Asked,
): Promise<void> => {
  response.setHeader('cache-control', 'no-store');
  // Next, its compression and the pipe each wait for the end of an answer: together more than Node's warning allows
  response.setMaxListeners(20);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  try {
    const actor = await web().actorOf(headersOf(request));
    const download = await web().openDownload(actor, { backupId }, stored);
    await send(request, response, download);
  } catch (error) {
    await fail(response, error);
  }
};

const send = async (
  request: IncomingMessage,
  response: ServerResponse,
  download: Download,
): Promise<void> => {
  const { totalBytes, fileName, entityTag } = download;
  const tag = `"${entityTag}"`;
  const whole = request.headers['if-range'] !== undefined && request.headers['if-range'] !== tag;
  const range = whole ? null : parseRange(request.headers.range, totalBytes);
  response.setHeader('etag', tag);
  response.setHeader('accept-ranges', 'bytes');
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${totalBytes}` }).end();
    return;
  }
  // The body is opened before the head is sent: what is missing can still be answered with its status.
  const body = request.method === 'HEAD' || totalBytes === 0 ? null : await download.open(range);
  const length = range === null ? totalBytes : range.end - range.start + 1;
  response.writeHead(range === null ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${fileName}"`,
    'content-length': length,
    ...(range === null ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${totalBytes}` }),
  });
  if (body === null) response.end();
  else await pipeline(body, response);
};

/** Too late for a status: the connection is cut, so that the client sees a download that is too short. */
const fail = async (response: ServerResponse, error: unknown): Promise<void> => {
  const gone = (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE';
  if (!gone && !isAmberError(error)) log().error({ err: error }, 'a download failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const code = codeOf(error);
  response.writeHead(ERROR_ANSWERS[code].status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { code, message: safeMessage(error) } }));
};

const headersOf = (request: IncomingMessage): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
};
