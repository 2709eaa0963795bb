/** Filters of a list, as they stand in the address bar. Pure: pages read them on the server, tables in the browser. */

export type AddressParams = Record<string, string | string[] | undefined>;

export const firstOf = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value) || undefined;

export const among = <Word extends string>(
  words: readonly Word[],
  value: string | string[] | undefined,
): Word | undefined => words.find((word) => word === firstOf(value));

/** The id of a data store; what cannot be one is left out. */
export const dataStoreIdOf = (value: string | string[] | undefined): string | undefined => {
  const id = firstOf(value);
  return id && /^dst_[a-z2-9]{9,16}$/.test(id) ? id : undefined;
};

/** Without the fields that are empty, so that equal filters have equal query keys and short addresses. */
export const withoutEmpty = <Filter extends object>(filter: Filter): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as Filter;

/** A changed filter begins on its first page. */
export const changeFilter = <Filter extends { cursor?: string }>(
  filter: Filter,
  change: Partial<Omit<Filter, 'cursor'>>,
): Filter => withoutEmpty({ ...filter, ...change, cursor: undefined });

/** Whether anything but the page is chosen: an empty list then says that nothing matches. */
export const isFiltering = <Filter extends { cursor?: string }>({ cursor: _, ...chosen }: Filter): boolean =>
  Object.values(chosen).some((value) => value);
