import { PRODUCT_NAMES } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { LOOPBACK, NO_SERVER_PROGRAM, type ServerProgram, type Wish } from '#lib/domain/instance';
import { mostAlike } from '#lib/domain/new-instance';
import type { InstalledServer, LocalServers } from '#lib/domain/ports/instances';
import type { Provisioner } from '#lib/domain/ports/provisioner';

type RedisProvisionerParts = { servers: LocalServers; installed(): Promise<InstalledServer[]> };

/** Servers of the Redis family on this machine, in the data folder, with a password that Amber made. */
export const redisProvisioner = ({ servers, installed }: RedisProvisionerParts): Provisioner => {
  const programFor = async (wish: Wish | null): Promise<ServerProgram> => {
    if (wish === null) {
      const first = await servers.findProgram();
      if (first === null) throw new AmberError('store-unsupported', NO_SERVER_PROGRAM);
      return first;
    }
    // of its product only: the data of one that ran before is no other's to load
    const same = (await installed()).filter(({ product }) => product === wish.product);
    const found = mostAlike(wish, same);
    if (found !== null) return found.program;
    throw new AmberError(
      'store-unsupported',
      `${PRODUCT_NAMES[wish.product]} is no longer installed on the machine of the worker. Install it again.`,
    );
  };
  return {
    keepsRunning: true,
    ensure: async ({ id, wish, endpoint }, run) => {
      const program = await programFor(wish);
      run.signal.throwIfAborted();
      const { password, port } = endpoint;
      const starting = () => run.progress(`Starting ${PRODUCT_NAMES[program.product]}`);
      const server = { id, program, password: password ?? '', port, wish, starting };
      const up = await servers.ensure(server, run.signal);
      // of what the row says, only the password: what is filled is the server that was started here, and no other
      return { ...endpoint, host: LOOPBACK, port: up.port, username: null, tls: null };
    },
    stop: servers.stop,
    remove: ({ id }) => servers.remove(id),
  };
};
