import * as z from 'zod/mini';

const id = (prefix: string, what: string) =>
  z
    .string(`That is no ${what}`)
    .check(z.regex(new RegExp(`^${prefix}_[a-z2-9]{9,16}$`), `That is no ${what}`));

export const dataStoreId = id('dst', 'data store');
export const backupId = id('bkp', 'backup');
export const restoreId = id('rst', 'restore');
export const operationId = z.uuid('That is no operation');
