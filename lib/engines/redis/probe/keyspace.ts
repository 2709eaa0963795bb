import type { DatabaseCount } from '#lib/domain/data-store';
import type { Info } from './info.ts';

/** More than anybody has; each one is shown. */
const MOST_DATABASES = 16_384;

/** The databases that hold keys, the first 16,384 of them: INFO's lines `db0:keys=3,expires=1,…`. */
export const readKeyspace = (info: Info): Record<string, DatabaseCount> => {
  const databases: Record<string, DatabaseCount> = {};
  let count = 0;
  for (const [name, text] of info) {
    const index = /^db(\d{1,9})$/.exec(name)?.[1];
    const keys = /(?:^|,)keys=(\d{1,15})(?:,|$)/.exec(text)?.[1];
    const expires = /(?:^|,)expires=(\d{1,15})(?:,|$)/.exec(text)?.[1];
    if (index === undefined || keys === undefined || Number(keys) === 0) continue;
    count += 1;
    if (count > MOST_DATABASES) break;
    databases[index] = { keys: Number(keys), expires: Number(expires ?? 0) };
  }
  return databases;
};
