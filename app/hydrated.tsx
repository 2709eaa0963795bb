import {
  type DataTag,
  dehydrate,
  HydrationBoundary,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import type { ReactNode } from 'react';

type Seed = { queryKey: QueryKey; value: unknown };

/** What the server read, as the query of the browser would have it: a value of another shape does not compile. */
export const seed = <Data,>(
  { queryKey }: { queryKey: DataTag<QueryKey, Data, Error> },
  value: NoInfer<Data>,
): Seed => ({ queryKey, value });

type HydratedProps = {
  data: readonly Seed[];
  children: ReactNode;
};

/** Gives React Query the data that the page was rendered with: the first paint shows it, and polling goes on from it. */
export const Hydrated = ({ data, children }: HydratedProps) => {
  const client = new QueryClient();
  for (const { queryKey, value } of data) client.setQueryData(queryKey, value);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
};
