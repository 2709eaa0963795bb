import type { Catalogue } from '#lib/domain/ports/catalogue';

/** So many rows at a time: each batch is a transaction of its own, and holds up nobody for long. */
const BATCH = 1_000;

/** Forgets operations, their logs and slots whose time in Activity is over; tells whether there may be more. */
export const pruneHistory = async (
  { catalogue }: { catalogue: Catalogue },
  batch: number = BATCH,
): Promise<boolean> => {
  const operations = await catalogue.history.forgetOperations(batch);
  const slots = await catalogue.history.forgetSlots(batch);
  return operations === batch || slots === batch;
};
