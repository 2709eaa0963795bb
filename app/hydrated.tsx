import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';

type HydratedProps = {
  /** What the server read, under the keys that the browser asks with. */
  data: readonly { queryKey: QueryKey; value: unknown }[];
  children: ReactNode;
};

/** Gives React Query the data that the page was rendered with: the first paint shows it, and polling goes on from it. */
export const Hydrated = ({ data, children }: HydratedProps) => {
  const client = new QueryClient();
  for (const { queryKey, value } of data) client.setQueryData(queryKey, value);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
};
