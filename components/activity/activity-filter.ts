import type { OperationState } from '#lib/domain/operation';
import { SLOT_OUTCOME_WORDS } from '#lib/domain/slot';
import { ACTIVITY_KINDS, type ActivityFilter } from '#lib/domain/views/activity-view';
import { OPERATION_STATE_WORDS } from '#lib/domain/words/operation-state';
import {
  type AddressParams,
  among,
  dataStoreIdOf,
  firstOf,
  withoutEmpty,
} from '../queries/address-filter.ts';

export type ActivityState = OperationState | 'skipped' | 'missed';

/** What the `State` filter offers: states of operations, then those of slots. */
export const ACTIVITY_STATE_WORDS: Record<ActivityState, string> = {
  ...OPERATION_STATE_WORDS,
  skipped: SLOT_OUTCOME_WORDS.skipped,
  missed: SLOT_OUTCOME_WORDS.missed,
};
export const ACTIVITY_STATES = Object.keys(ACTIVITY_STATE_WORDS) as ActivityState[];

export const ACTIVITY_KIND_WORDS: Record<(typeof ACTIVITY_KINDS)[number], string> = {
  backup: 'Backup',
  restore: 'Restore',
  verification: 'Verification',
  deletion: 'Deletion',
  slot: 'Slot',
};

/** The filter that an address asks for; what it does not know is left out. */
export const parseActivityFilter = (params: AddressParams): ActivityFilter =>
  withoutEmpty<ActivityFilter>({
    dataStore: dataStoreIdOf(params.dataStore),
    kind: among(ACTIVITY_KINDS, params.kind),
    state: among(ACTIVITY_STATES, params.state),
    cursor: firstOf(params.cursor),
  });
