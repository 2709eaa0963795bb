'use client';

import { ACTIVITY_KINDS, type ActivityFilter, type ActivityRow } from '#lib/domain/views/activity-view';
import { DataStoreFilter } from '../data-stores/data-store-filter.tsx';
import { WordFilter } from '../queries/word-filter.tsx';
import {
  ACTIVITY_KIND_WORDS,
  ACTIVITY_STATE_WORDS,
  ACTIVITY_STATES,
  type ActivityState,
} from './activity-filter.ts';

type ActivityFiltersProps = {
  filter: ActivityFilter;
  rows: readonly ActivityRow[];
  onChange(change: Partial<Omit<ActivityFilter, 'cursor'>>): void;
};

type Kind = (typeof ACTIVITY_KINDS)[number];
const KINDS = ACTIVITY_KINDS.map((kind) => ({ value: kind, name: ACTIVITY_KIND_WORDS[kind] }));
const STATES = ACTIVITY_STATES.map((state) => ({ value: state, name: ACTIVITY_STATE_WORDS[state] }));

export const ActivityFilters = ({ filter, rows, onChange }: ActivityFiltersProps) => (
  <>
    <DataStoreFilter
      value={filter.dataStore ?? null}
      knownName={rows.find((row) => row.dataStoreId === filter.dataStore)?.dataStoreName ?? undefined}
      onValue={(dataStore) => onChange({ dataStore })}
    />
    <WordFilter
      label="Kind"
      all="All kinds"
      options={KINDS}
      value={filter.kind as Kind | undefined}
      onValue={(kind) => onChange({ kind })}
    />
    <WordFilter
      label="State"
      all="All states"
      options={STATES}
      value={filter.state as ActivityState | undefined}
      onValue={(state) => onChange({ state })}
    />
  </>
);
