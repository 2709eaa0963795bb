import { engineOfProduct } from '#lib/domain/contents';
import { type EngineKind, PRODUCT_NAMES, type Probe, type Product } from '#lib/domain/data-store';
import type { GraphFacts } from '#lib/domain/graph-facts';
import {
  type GraphWish,
  isPlainWord,
  noServerOffered,
  type ServerVersion,
  type Wish,
} from '#lib/domain/instance';
import { mostAlike, serversOffered } from '#lib/domain/new-instance';
import type { BackupRecord, Catalogue } from '#lib/domain/ports/catalogue';
import type { AskingEngines } from '#lib/domain/ports/engine';
import type { PreflightCheck } from '#lib/domain/restore';
import type { RestorableBackup } from './find-restorable-backup.ts';

export type PlacePorts = { catalogue: Catalogue; engines: AskingEngines };

export type LocalPlace =
  | { outcome: 'placed'; hostId: string; wish: Wish; checks: PreflightCheck[] }
  | { outcome: 'refused'; checks: PreflightCheck[] };

/** What the backup says a server must be like. */
export const wishOf = (backup: RestorableBackup, { product, version }: ServerVersion): Wish => ({
  product,
  version,
  databases:
    backup.contents.format === 'rdb'
      ? Math.max(0, ...Object.keys(backup.contents.databases).map((index) => Number(index) + 1))
      : 0,
  usedMemory: backup.usedMemory,
  ...(backup.contents.format === 'graphson' ? { graph: graphWish(backup.contents) } : {}),
});

/** Options that are fixed when a graph is made, and that decide what of the backup it can take. */
const FIXED_OPTIONS = [
  'graph.set-vertex-id',
  'graph.allow-custom-vid-types',
  'schema.constraints',
  'cluster.max-partitions',
];

const graphWish = ({ options, source }: GraphFacts): GraphWish => ({
  options: Object.fromEntries(
    FIXED_OPTIONS.flatMap((name) => {
      const value = options[name];
      return value !== undefined && isPlainWord(value) ? [[name, value]] : [];
    }),
  ),
  indexes: Object.keys(source.indexBackends).filter(isPlainWord),
});

const FIRST_PRODUCT: Record<EngineKind, Product> = { redis: 'redis', janusgraph: 'janusgraph' };

/** The server that a backup came from. */
export const sourceOf = (backup: BackupRecord): ServerVersion => ({
  product: backup.product ?? FIRST_PRODUCT[backup.engine],
  version: backup.version ?? '',
});

export const checksOf = (
  engines: AskingEngines,
  { engine, contents, usedMemory, product, trigger }: RestorableBackup,
  target: Probe,
): PreflightCheck[] =>
  engines[engine].preflight({ contents, usedMemory, product, trusted: trigger !== 'import' }, target).checks;

/** Of the servers that the workers' machines can start, the one most like the backup's that can load it. */
export const placeLocally = async (
  { catalogue, engines }: PlacePorts,
  backup: RestorableBackup,
): Promise<LocalPlace> => {
  const offers = await catalogue.instances.offers();
  const servers = serversOffered(offers).filter(({ product }) => engineOfProduct(product) === backup.engine);
  const checked = (server: ServerVersion) =>
    checksOf(engines, backup, engines[backup.engine].presume(server, wishOf(backup, server)));
  const fits = (server: ServerVersion) => !checked(server).some(({ outcome }) => outcome === 'refuse');
  const like = sourceOf(backup);
  const chosen = mostAlike(like, servers, fits);
  if (chosen !== null)
    return {
      outcome: 'placed',
      hostId: chosen.hostId,
      wish: wishOf(backup, chosen),
      checks: checked(chosen),
    };
  const nearest = mostAlike(like, servers);
  return {
    outcome: 'refused',
    checks:
      nearest === null
        ? [{ id: 'server', outcome: 'refuse', text: noServerOffered(backup.engine, offers) }]
        : checked(nearest),
  };
};

export const serverWords = ({ product, version }: ServerVersion): string =>
  [PRODUCT_NAMES[product], version].filter(Boolean).join(' ');
