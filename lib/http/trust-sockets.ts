/**
 * Loaded into the console with `--import`, before Next: what a client sends in forwarding headers would win over the
 * address of its socket, and nothing behind Next sees the socket any more. So they are taken away here, and one
 * X-Forwarded-For is put in their place: the address that we believe. Server actions find their answer by it too.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '#lib/platform/env';
import { followResponse } from '#lib/platform/response-status';
import { clientAddress } from './client-address.ts';
import { isForwardingHeader, markSocketsTrusted } from './forwarding-headers.ts';

const { trustedProxies } = env();
/** Next's own Request throws at these, which is answered with 500; any other odd method is refused by the proxy. */
const UNSPEAKABLE = new Set(['TRACE', 'TRACK']);

subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  followResponse(response);
  const { headers, socket } = request;
  if (UNSPEAKABLE.has(request.method ?? '')) request.method = 'PROPFIND';
  const said = headers['x-forwarded-for'];
  const forwardedFor = Array.isArray(said) ? said.join(',') : said;
  for (const name of Object.keys(headers)) if (isForwardingHeader(name)) delete headers[name];
  headers['x-forwarded-for'] = clientAddress(socket.remoteAddress ?? '', forwardedFor, trustedProxies);
});
markSocketsTrusted();
