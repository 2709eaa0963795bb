import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Wish } from '#lib/domain/instance';
import type { Provisioner } from '#lib/domain/ports/provisioner';
import { readMaking, readRemoving } from './answers.ts';
import { type CommandCall, callCommand } from './call-command.ts';

export type CommandLimits = {
  /** One call, milliseconds. */
  callMs: number;
  /** From `create` until it is ready, or from `remove` until it is gone. */
  totalMs: number;
  /** Between two looks. */
  pauseMs: number;
};

const LIMITS: CommandLimits = { callMs: 120_000, totalMs: 1_800_000, pauseMs: 2_000 };
const PROTOCOL = 1;

/**
 * A program of the operator's: `create` makes a server or begins to, `status` is asked until that is through, `remove`
 * takes it away; docs/provisioners/README.md is the protocol. Every call carries the same id, so that one that comes
 * twice finds what the first has made.
 */
export const commandProvisioner = (
  name: string,
  executable: string,
  limits: CommandLimits = LIMITS,
): Provisioner => {
  const ask = async (action: CommandCall['action'], input: object, signal: AbortSignal) => {
    const call = { name, executable, action, input: { protocol: PROTOCOL, ...input }, signal };
    return { name, action, output: await callCommand({ ...call, deadline: limits.callMs }) };
  };
  const tooLong = (what: string): AmberError =>
    new AmberError(
      'store-error',
      `The command ${name} did not ${what} within ${Math.ceil(limits.totalMs / 60_000)} min.`,
    );
  const wordsOf = (id: DataStoreId, wish: Wish | null) => ({ id, ...(wish === null ? {} : { like: wish }) });

  return {
    keepsRunning: false,
    ensure: async ({ id, name: storeName, wish, endpoint }, { signal, progress }): Promise<Endpoint> => {
      const input = { ...wordsOf(id, wish), name: storeName, engine: endpoint.engine };
      const end = performance.now() + limits.totalMs;
      progress(`Asking the command ${name}`);
      let answer = readMaking(await ask('create', input, signal));
      while (answer.state === 'pending') {
        progress(answer.message === '' ? `Waiting for the command ${name}` : answer.message);
        if (performance.now() > end) throw tooLong('make the server');
        await sleep(limits.pauseMs, undefined, { signal });
        answer = readMaking(await ask('status', input, signal));
      }
      if (answer.endpoint.engine !== endpoint.engine)
        throw new AmberError('store-error', `The command ${name} made a store of another engine.`);
      return answer.endpoint;
    },
    stop: async () => {},
    remove: async ({ id, wish }, signal) => {
      const end = performance.now() + limits.totalMs;
      while (!readRemoving(await ask('remove', wordsOf(id, wish), signal))) {
        if (performance.now() > end) throw tooLong('remove the server');
        await sleep(limits.pauseMs, undefined, { signal });
      }
    },
  };
};
