#!/usr/bin/env node
// Loads a .graphson backup into an EMPTY graph of a running JanusGraph Server 1.x. Needs Node 22 or newer and the two
// .groovy files beside it; no package and no Amber. See ../recovery.md.
//   node load-graphson.mjs FILE ws://host:8182/gremlin [GRAPH]
// GREMLIN_USER and GREMLIN_PASSWORD: its account, where it asks for one. NODE_EXTRA_CA_CERTS: your own CA, for wss.
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [file, url, graph = 'graph'] = process.argv.slice(2);
const giveUp = (message) => {
  console.error(message);
  process.exit(1);
};
if (!url) giveUp('Usage: node load-graphson.mjs FILE ws://host:8182/gremlin [GRAPH]');
const read = (name) => readFileSync(join(import.meta.dirname, name), 'utf8');
const [SCHEMA, ELEMENTS] = [read('schema.groovy'), read('elements.groovy')];
const { GREMLIN_USER = '', GREMLIN_PASSWORD = '' } = process.env;
const MIME = 'application/vnd.gremlin-v3.0+json';
/** A server takes requests of 64 KiB unless it was told otherwise, and base64 makes pieces a third longer. */
const PIECE_BYTES = 38_000;
// The driver protocol of TinkerPop: requests in one session, which keeps what the scripts remember.
const session = crypto.randomUUID();
const waiting = new Map();
const socket = new WebSocket(url);
socket.binaryType = 'arraybuffer';
socket.onclose = () => giveUp('The server closed the connection.');
socket.onmessage = ({ data }) => {
  const { requestId, status, result } = JSON.parse(typeof data === 'string' ? data : Buffer.from(data));
  if (status.code === 407) {
    const sasl = Buffer.from(`\0${GREMLIN_USER}\0${GREMLIN_PASSWORD}`).toString('base64');
    send(requestId, 'authentication', 'traversal', { sasl });
  } else if (status.code === 200) waiting.get(requestId)(result.data['@value'][0]);
  else if (status.code !== 206) giveUp(`The server answered ${status.code}: ${status.message}`);
};
const send = (id, op, processor, args) => {
  const request = JSON.stringify({ requestId: { '@type': 'g:UUID', '@value': id }, op, processor, args });
  socket.send(Buffer.from(`${String.fromCharCode(MIME.length)}${MIME}${request}`));
};
// No time limit: an interrupted request breaks a BerkeleyJE graph until its server is started again.
const how = { language: 'gremlin-groovy', evaluationTimeout: 0, aliases: { graph }, session };
const run = (gremlin, bindings = {}) =>
  new Promise((resolve) => {
    const id = crypto.randomUUID();
    waiting.set(id, resolve);
    send(id, 'eval', 'session', { gremlin, bindings, ...how });
  });
const load = async (text, script) => {
  const bytes = gzipSync(text);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const base64 = bytes.subarray(at, at + PIECE_BYTES).toString('base64');
    await run(ELEMENTS, { md: 'piece', pl: { '@type': 'gx:ByteBuffer', '@value': base64 } });
  }
  return run(script, { md: 'write' });
};
async function* readLines() {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop();
    yield* parts;
  }
}
// As text: JSON numbers above 2^53 would come back as others.
const idOf = (line, name) => new RegExp(`"${name}":(\\{.*?\\}|"(?:[^"\\\\]|\\\\.)*")`).exec(line)[1];
// First pass: is the file whole, and which vertices cannot be changed once they are there?
let [schema, counts] = [null, null];
const found = { V: 0, E: 0 };
const fixed = new Set();
for await (const line of readLines()) {
  // What others added to the schema meanwhile stands in further lines: the last one has all.
  if (line.startsWith('S{')) schema = JSON.parse(line.slice(1)).schema;
  else if (schema === null) giveUp('The file does not begin with the schema of a graph.');
  else if (line[0] === 'C') counts = JSON.parse(line.slice(1));
  else found[line[0]] += 1;
  const label = line[0] === 'V' && JSON.parse(line.slice(1)).label;
  const isFixed = schema.base.vertexLabels.some((each) => each.staticVertex && each.label === label);
  if (isFixed) fixed.add(idOf(line, 'id'));
}
if (counts?.vertices !== found.V || counts.edges !== found.E)
  giveUp('The file is cut: its end does not fit it.');
// Second pass: the schema, the vertices, the edges; last, in one transaction, static vertices with their edges.
while (socket.readyState === WebSocket.CONNECTING) await new Promise(setImmediate);
if (await run('graph.traversal().V().hasNext()')) giveUp('The graph is not empty. Nothing was changed.');
const leftOut = await load(JSON.stringify(schema), SCHEMA);
const held = [];
const batch = [];
for await (const line of readLines()) {
  const ends = { V: ['id'], E: ['outV', 'inV'] }[line[0]];
  if (ends === undefined) continue;
  (ends.some((end) => fixed.has(idOf(line, end))) ? held : batch).push(line);
  if (batch.length === 500) await load(batch.splice(0).join('\n'), ELEMENTS);
}
for (const last of [batch, held]) if (last.length > 0) await load(last.join('\n'), ELEMENTS);
const written = await run(ELEMENTS, { md: 'end' });
console.log(written, `The backup has ${found.V} and ${found.E}. Left out of the schema: ${leftOut}`);
process.exit(0);
