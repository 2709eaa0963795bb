import type { DatabaseCount } from '#lib/domain/data-store';
import type { Info } from './info.ts';

/** The databases that hold keys: INFO's lines `db0:keys=3,expires=1,…`. */
export const readKeyspace = (info: Info): Record<string, DatabaseCount> => {
  const databases: Record<string, DatabaseCount> = {};
  for (const [name, text] of info) {
    const index = /^db(\d{1,9})$/.exec(name)?.[1];
    const keys = /(?:^|,)keys=(\d{1,15})(?:,|$)/.exec(text)?.[1];
    const expires = /(?:^|,)expires=(\d{1,15})(?:,|$)/.exec(text)?.[1];
    if (index === undefined || keys === undefined || Number(keys) === 0) continue;
    databases[index] = { keys: Number(keys), expires: Number(expires ?? 0) };
  }
  return databases;
};
