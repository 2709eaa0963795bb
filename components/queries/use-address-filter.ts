'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { type AddressParams, changeFilter, withoutEmpty } from './address-filter.ts';

type PageLike = { rows: readonly unknown[]; next: string | null; previous: string | null };

/**
 * A list's filter and page, kept in the address so that links, reloads and the back button find them. The address is
 * changed without asking the server for the page again: the list itself is fetched.
 */
export const useAddressFilter = <Filter extends { cursor?: string }>(
  parse: (params: AddressParams) => Filter,
) => {
  const params = useSearchParams();
  const text = params?.toString() ?? '';
  const filter = useMemo(() => parse(Object.fromEntries(new URLSearchParams(text))), [parse, text]);
  const before = Number(params?.get('from')) || 0;
  return {
    filter,
    /** How many rows stand on the pages before this one. */
    before,
    change: (change: Partial<Omit<Filter, 'cursor'>>, how: 'push' | 'replace' = 'push') =>
      writeAddress(changeFilter(filter, change), 0, how),
    clear: () => writeAddress({}, 0, 'push'),
    nextPage: (page: PageLike) => () =>
      writeAddress({ ...filter, cursor: page.next ?? undefined }, before + page.rows.length, 'push'),
    previousPage: (page: PageLike, size: number) => () =>
      writeAddress({ ...filter, cursor: page.previous ?? undefined }, Math.max(0, before - size), 'push'),
  };
};

export type AddressFilter = ReturnType<typeof useAddressFilter<{ cursor?: string }>>;

const writeAddress = (filter: object, before: number, how: 'push' | 'replace'): void => {
  const query = new URLSearchParams(withoutEmpty(filter) as Record<string, string>);
  if (before > 0) query.set('from', String(before));
  const address = query.size === 0 ? window.location.pathname : `${window.location.pathname}?${query}`;
  if (how === 'push') window.history.pushState(null, '', address);
  else window.history.replaceState(null, '', address);
};
