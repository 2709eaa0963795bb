import { queryOptions } from '@tanstack/react-query';
import type { InstallationView } from '#lib/domain/views/installation-view';
import { fetchJson } from '../queries/fetch-json.ts';

const WELL_MS = 15_000;
/** While something is wrong, or may be, its end is shown soon. */
const WRONG_MS = 4_000;

export const installationQuery = () =>
  queryOptions({
    queryKey: ['installation'] as const,
    queryFn: ({ signal }) => fetchJson<InstallationView>('/api/installation', signal),
    retry: false,
    refetchInterval: ({ state: { data, status } }) =>
      status === 'error' || (data && (data.unsure || !(data.storage.ok && data.worker.ok)))
        ? WRONG_MS
        : WELL_MS,
  });
