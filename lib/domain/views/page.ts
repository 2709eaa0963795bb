/** One page of a list read by keyset: the cursors are opaque texts for the next request; null where there is no more. */
export type Page<Row> = {
  rows: Row[];
  next: string | null;
  previous: string | null;
  /** Exact up to `countedTo`; null above (`more than 10,000`). */
  total: number | null;
  /** 10,000 where nothing else is said. */
  countedTo?: number;
};
