import { isGraphProbe, PRODUCTS, type Probe, type Product } from './data-store.ts';
import type { HostOffers, ServerVersion } from './instance.ts';

/** `redis-restore-20261123T040000Z`: what a restore to a new instance is called unless a person says otherwise. */
export const newInstanceName = (product: Product, now: Date): string =>
  `${product}-restore-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;

/** It holds nothing that a restore would replace. */
export const isEmptyStore = (probe: Probe): boolean =>
  isGraphProbe(probe) ? !probe.hasVertices && !probe.hasSchema : probe.keys === 0 && probe.functions === 0;

const majorOf = (version: string): number => Number.parseInt(version, 10) || 0;

const newestFirst = (one: ServerVersion, other: ServerVersion): number =>
  other.version.localeCompare(one.version, 'en', { numeric: true });

/** 0: the same product and major version; 1: another version of it; more: another product, in the order of `PRODUCTS`. */
const distance = (like: ServerVersion, { product, version }: ServerVersion): number => {
  if (product !== like.product) return 2 + PRODUCTS.indexOf(product);
  return majorOf(version) === majorOf(like.version) ? 0 : 1;
};

/**
 * The server that is most like the one a backup came from, of those that can load it: the same product and major
 * version, else the newest of the same product, else the newest of another. Null: none can.
 */
export const mostAlike = <Server extends ServerVersion>(
  like: ServerVersion,
  servers: readonly Server[],
  fits: (server: Server) => boolean = () => true,
): Server | null =>
  servers
    .filter(fits)
    .toSorted((one, other) => distance(like, one) - distance(like, other) || newestFirst(one, other))[0] ??
  null;

/** Every server that the living workers' machines could start, with the machine. */
export const serversOffered = (offers: readonly HostOffers[]): (ServerVersion & { hostId: string })[] =>
  offers.flatMap(({ hostId, servers }) => servers.map((server) => ({ ...server, hostId })));
