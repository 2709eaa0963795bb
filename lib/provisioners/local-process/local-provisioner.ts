import type { EngineKind } from '#lib/domain/data-store';
import type { Provisioner } from '#lib/domain/ports/provisioner';

/** Servers on this machine, of either family: a folder is a folder, and only their start is different. */
export const localProvisioner = (families: Record<EngineKind, Provisioner>): Provisioner => ({
  keepsRunning: true,
  ensure: (server, run) => families[server.endpoint.engine].ensure(server, run),
  stop: families.redis.stop,
  remove: families.redis.remove,
});
