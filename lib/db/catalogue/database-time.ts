import type { Rows } from './rows.ts';

/** This very moment by the database's clock, in a long transaction too: no row is dated by the clock of a worker. */
export const databaseTime = async (rows: Pick<Rows, '$queryRaw'>): Promise<Date> => {
  const [row] = await rows.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  return row!.now;
};
