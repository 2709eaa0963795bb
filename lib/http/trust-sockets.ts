/**
 * Loaded into the console with `--import`, before Next: what a client sends in forwarding headers would win over the
 * address of its socket, and nothing behind Next sees the socket any more. So they are taken away here, and one
 * X-Forwarded-For is put in their place: the address that we believe.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { env } from '#lib/platform/env';
import { clientAddress } from './client-address.ts';
import { isForwardingHeader, markSocketsTrusted } from './forwarding-headers.ts';

const { trustedProxies } = env();

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  const { headers, socket } = request;
  const said = headers['x-forwarded-for'];
  const forwardedFor = Array.isArray(said) ? said.join(',') : said;
  for (const name of Object.keys(headers)) if (isForwardingHeader(name)) delete headers[name];
  headers['x-forwarded-for'] = clientAddress(socket.remoteAddress ?? '', forwardedFor, trustedProxies);
});
markSocketsTrusted();
