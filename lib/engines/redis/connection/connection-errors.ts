import { AmberError } from '#lib/domain/errors';
import { bytesWords, secondsWords } from '#lib/domain/words/figures';
import type { ReplyError } from '../resp/reply.ts';

export const silenceError = (name: string, ms: number): AmberError =>
  new AmberError(
    'store-timeout',
    `${name} has said nothing for ${Math.round(ms / 1000)} seconds. The connection was given up.`,
  );

export const tooSlowError = (name: string, bytes: number, ms: number): AmberError =>
  new AmberError(
    'store-timeout',
    `${name} has sent only ${bytesWords(bytes)} within ${secondsWords(ms / 1000)}, which would take for ever. The connection was given up. Check the network and the load of the store.`,
  );

/** An error reply as an error: permission and authentication have codes of their own. */
export const replyFailure = (name: string, reply: ReplyError, command: string): AmberError => {
  const words = reply.message.replace(/[^\x20-\x7e]/g, '?').slice(0, 300);
  switch (reply.code) {
    case 'NOPERM':
      return new AmberError(
        'store-permission',
        `The user of ${name} may not run ${command} (${words}). Grant it in the server's ACL.`,
      );
    case 'NOAUTH':
      return new AmberError('store-auth', `${name} asks for a password. Enter it for this data store.`);
    case 'WRONGPASS':
      return new AmberError('store-auth', `${name} does not accept this user name and password.`);
    default:
      return new AmberError('store-error', `${name} answered ${command} with an error: ${words}`);
  }
};
