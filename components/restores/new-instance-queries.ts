import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { NewInstancePlace, NewInstanceView } from '#lib/domain/views/new-instance-view';
import { fetchJson, queryText } from '../queries/fetch-json.ts';

/** Below `restores`, so that what was refused is looked at again. */
const key = (...parts: string[]) => ['restores', 'new-instance', ...parts] as const;

export const placesQuery = (backupId: string) =>
  queryOptions({
    queryKey: key('places', backupId),
    queryFn: ({ signal }) =>
      fetchJson<{ places: NewInstancePlace[] }>(
        `/api/restores/places${queryText({ backup: backupId })}`,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** Looks at the artefact and at what the workers can start now. */
export const newInstanceQuery = (backupId: string, where: string) =>
  queryOptions({
    queryKey: key('preview', backupId, where),
    queryFn: ({ signal }) =>
      fetchJson<NewInstanceView>(
        `/api/restores/new-instance${queryText({ backup: backupId, where })}`,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
