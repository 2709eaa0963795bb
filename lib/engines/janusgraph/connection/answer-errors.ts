import { AmberError } from '#lib/domain/errors';

/** The server's refusal of a request, as it gave it. */
export type Refused = { code: number; message: string };

/** A value of the graph may stand in a message, or all that was read (Jackson's `[Source:`); it belongs in no log. */
const withoutValues = (words: string): string =>
  words
    .replace(/\[Source:.*/s, '')
    .replace(/\b(values?|of)(:?\s*)\[[^\]]*\]/gi, '$1$2[…]')
    .replace(/[^\x20-\x7e…]/g, '?');

const serverWords = ({ message }: Refused): string =>
  withoutValues(message.split('\n', 1)[0] ?? '').slice(0, 300) || 'no reason given';

/** Not a timeout, whatever it says: an interrupted request has left the storage unusable. */
const isBrokenStorage = ({ code, message }: Refused): boolean =>
  code === 598 || /evaluation was otherwise cancelled|EnvironmentFailure/i.test(message);

const isUnknownGraph = ({ code, message }: Refused): boolean =>
  code === 499 && /could not alias/i.test(message);

const hasNoScripts = ({ code, message }: Refused): boolean =>
  /not an available GremlinScriptEngine/i.test(message) ||
  (code === 499 &&
    /gremlin-groovy|script/i.test(message) &&
    /not (available|supported|allowed)/i.test(message));

const failure = (name: string, refused: Refused, doing: string): AmberError => {
  const { code } = refused;
  if (isUnknownGraph(refused)) {
    return new AmberError(
      'not-found',
      `${name} has no graph of this name. Check the graph's name: it is that of the server's settings or of its ConfiguredGraphFactory.`,
    );
  }
  if (hasNoScripts(refused)) {
    return new AmberError(
      'store-unsupported',
      `${name} takes no Groovy scripts, which Amber reads and writes graphs with. Switch the gremlin-groovy script engine on.`,
    );
  }
  if (code === 401) {
    return new AmberError('store-auth', `${name} does not accept this user name and password.`);
  }
  if (code === 403) {
    return new AmberError('store-permission', `The user of ${name} may not run scripts there.`);
  }
  if (isBrokenStorage(refused)) {
    return new AmberError(
      'store-unsupported',
      `The storage of ${name} was broken off in the middle of something and answers no more. Restart the JanusGraph server.`,
    );
  }
  return new AmberError('store-error', `${name} failed ${doing}: ${serverWords(refused)}`);
};

const UNKNOWN_GRAPHS = new WeakSet<AmberError>();

/** What a refusal means, in plain words; `doing` as in `to write a batch`. */
export const refusedError = (name: string, refused: Refused, doing: string): AmberError => {
  const error = failure(name, refused, doing);
  if (isUnknownGraph(refused)) UNKNOWN_GRAPHS.add(error);
  return error;
};

/** The server has no graph of the name that was asked for. */
export const unknownGraph = (error: unknown): boolean =>
  error instanceof AmberError && UNKNOWN_GRAPHS.has(error);
