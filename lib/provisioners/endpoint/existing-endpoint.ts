import type { Provisioner } from '#lib/domain/ports/provisioner';

/** A server that somebody else made, and that is empty: it is there, and it stays when its store goes. */
export const existingEndpoint: Provisioner = {
  keepsRunning: false,
  ensure: async ({ endpoint }) => endpoint,
  stop: async () => {},
  remove: async () => {},
};
