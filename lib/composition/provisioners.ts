import { join } from 'node:path';
import type { ProvisionerName, WorkerOffers } from '#lib/domain/instance';
import type { Provisioner } from '#lib/domain/ports/provisioner';
import { env } from '#lib/platform/env';
import { programPath } from '#lib/platform/program-path';
import { type CommandLimits, commandProvisioner } from '#lib/provisioners/command/command-provisioner';
import { existingEndpoint } from '#lib/provisioners/endpoint/existing-endpoint';
import { installedServers } from '#lib/provisioners/local-process/installed-servers';
import { localServers } from '#lib/provisioners/local-process/local-servers';
import { redisProvisioner } from '#lib/provisioners/local-process/redis-provisioner';

export type ComposedProvisioners = {
  provisioners: ReadonlyMap<ProvisionerName, Provisioner>;
  /** What they can make now. */
  offers(): Promise<WorkerOffers>;
};

/** Everything that can make a server for this worker. */
export const composeProvisioners = (limits?: CommandLimits): ComposedProvisioners => {
  const servers = localServers(join(env().dataDir, 'servers'), programPath());
  const installed = installedServers(programPath());
  const local = redisProvisioner({ servers, installed });
  const commands = [...env().provisioners];
  return {
    provisioners: new Map<ProvisionerName, Provisioner>([
      ['sample', local],
      ['local', local],
      ['endpoint', existingEndpoint],
      ...commands.map(([name, executable]): [ProvisionerName, Provisioner] => [
        `command:${name}`,
        commandProvisioner(name, executable, limits),
      ]),
    ]),
    offers: async () => ({
      servers: (await installed()).map(({ product, version }) => ({ product, version })),
      commands: commands.map(([name]) => name),
    }),
  };
};
