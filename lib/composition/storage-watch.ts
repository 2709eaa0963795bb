import { safeMessage } from '#lib/domain/errors';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import { log } from '#lib/platform/log';

/** A disk across a network that is gone may never answer. Milliseconds. */
const LIMIT_MS = 10_000;
const NO_ANSWER = `The storage has not answered for ${LIMIT_MS / 1000} s. Look at its disk or mount.`;

const look = async (artefacts: Artefacts): Promise<string | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, LIMIT_MS, NO_ANSWER);
  });
  const answer = artefacts.freeBytes().then(
    () => null,
    (error: unknown) => safeMessage(error),
  );
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

/** Tells why the storage cannot be used now, or null. That it went or came back is logged once. */
export const watchStorage = (artefacts: Artefacts): (() => Promise<string | null>) => {
  let last: string | null = null;
  return async () => {
    const missing = await look(artefacts);
    if (missing !== last) {
      if (missing === null) log().info({}, 'the storage is back');
      else log().warn({ reason: missing }, 'the storage is not there: its jobs wait');
      last = missing;
    }
    return missing;
  };
};
