/** One page of a list read by keyset: the cursors are opaque texts for the next request; null where there is no more. */
export type Page<Row> = {
  rows: Row[];
  next: string | null;
  previous: string | null;
  /** Exact up to 10,000; null above (`more than 10,000`). */
  total: number | null;
};
