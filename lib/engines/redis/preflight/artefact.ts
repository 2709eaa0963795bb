import { PRODUCT_NAMES, type Product, type RedisProbe } from '#lib/domain/data-store';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import type { PreflightCheck } from '#lib/domain/restore';

/** What the preflight knows of a backup. */
export type Artefact = { contents: RdbFacts; usedMemory: number | null; product: Product | null };

/** One rule: the lines that it adds, none when it has nothing to say. */
export type Check = (artefact: Artefact, target: RedisProbe, now: number) => PreflightCheck[];

/** `Redis 7.0.15` */
export const serverName = (target: RedisProbe): string =>
  `${PRODUCT_NAMES[target.product]} ${target.version}`;

export const keysOf = (contents: RdbFacts): number =>
  Object.values(contents.databases).reduce((sum, database) => sum + database.keys, 0);

/** Whether the product keeps functions at all. */
export const holdsFunctions = ({ product, version }: Pick<RedisProbe, 'product' | 'version'>): boolean =>
  product === 'valkey' || (product === 'redis' && Number.parseInt(version, 10) >= 7);
