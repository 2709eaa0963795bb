import { expect, it } from 'vitest';
import { type MissingForJanusGraph, NO_SERVER_PROGRAM, noServerOffered } from './instance.ts';

const offers = (...missing: MissingForJanusGraph[]) =>
  missing.map((withoutJanusGraph) => ({ servers: [], commands: [], withoutJanusGraph }));

it.each([
  [[], 'Set AMBER_JANUSGRAPH_HOME to the folder'],
  [offers('home'), 'Set AMBER_JANUSGRAPH_HOME to the folder'],
  [offers('jars', 'home'), 'There is no JanusGraph in the folder AMBER_JANUSGRAPH_HOME'],
  [offers('home', 'java', 'jars'), 'no Java on its PATH'],
  [[{ servers: [], commands: [] }, ...offers('jars')], 'There is no JanusGraph in the folder'],
])('says what a JanusGraph lacks: %j', (given, words) => {
  expect(noServerOffered('janusgraph', given)).toContain(words);
});

it('says what to install for a server of the Redis family', () => {
  expect(noServerOffered('redis', [])).toBe(
    'No server program was found on the machine of a worker (looked for valkey-server, redis-server, keydb-server, dragonfly). Install one, on Debian or Ubuntu with “apt install valkey-server” or “apt install redis-server”: Amber sees it within half a minute.',
  );
  expect(NO_SERVER_PROGRAM).toMatch(
    /the worker \(looked for .*\)\. Install one.*, delete this row and try again\.$/,
  );
});
