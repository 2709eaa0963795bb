import { execFile } from 'node:child_process';
import { access, constants, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RedisProduct } from '#lib/domain/data-store';
import { SERVER_PROGRAMS } from '#lib/domain/instance';
import type { InstalledServer } from '#lib/domain/ports/instances';
import { foldersOfPath } from '#lib/platform/program-path';

const ASK_MS = 5_000;

/** `Redis server v=7.0.15 sha=…`, `Valkey server v=8.1.1 …`, `KeyDB server v=6.3.4 …`, `dragonfly v1.40.1-…`. */
const FIRST_LINE = /^(redis|valkey|keydb)(?: server)? v=(\d[\w.-]*)|^(dragonfly) v(\d[\w.]*)/i;

/** What a server program says it is; null for anything else. A `redis-server` may be a link to another product. */
export const readVersion = (text: string): { product: RedisProduct; version: string } | null => {
  const [, family, version, dragonfly, dragonflyVersion] = FIRST_LINE.exec(text.trim()) ?? [];
  const product = (family ?? dragonfly)?.toLowerCase();
  const found = version ?? dragonflyVersion;
  return product === undefined || found === undefined
    ? null
    : { product: product as RedisProduct, version: found };
};

const ask = (file: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(file, ['--version'], { timeout: ASK_MS, killSignal: 'SIGKILL' }, (error, output) =>
      resolve(error ? '' : output),
    );
  });

/** Every server program of the Redis family in the folders of a PATH, in their order. */
export const installedServers = (path: string): (() => Promise<InstalledServer[]>) => {
  const known = new Map<string, InstalledServer | null>();
  const look = async (file: string): Promise<InstalledServer | null> => {
    try {
      await access(file, constants.X_OK);
      const real = await realpath(file);
      const { mtimeMs, size } = await stat(real);
      // a program is asked once, and again when it has been replaced
      const key = [file, real, mtimeMs, size].join('\n');
      if (!known.has(key)) {
        const found = readVersion(await ask(file));
        known.set(key, found && { ...found, program: { product: found.product, path: file } });
      }
      return known.get(key) ?? null;
    } catch {
      return null;
    }
  };
  return async () => {
    const files = foldersOfPath(path).flatMap((folder) =>
      SERVER_PROGRAMS.map(({ command }) => join(folder, command)),
    );
    const found = (await Promise.all(files.map(look))).filter((server) => server !== null);
    const names = found.map(({ product, version }) => `${product} ${version}`);
    return found.filter((_, at) => names.indexOf(names[at]!) === at);
  };
};
