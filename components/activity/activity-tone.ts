import type { ActivityRow } from '#lib/domain/views/activity-view';
import type { Tone } from '../ui/pill.tsx';

const TONES: Record<ActivityRow['state'], Tone> = {
  pending: 'busy',
  running: 'busy',
  completed: 'good',
  failed: 'bad',
  cancelled: 'idle',
  skipped: 'warn',
  missed: 'idle',
};

/**
 * The colour of a row's word. A verification that ran through and found damage is no good news, and neither is a
 * restore that was cancelled when the store's old data was gone already.
 */
export const activityTone = ({
  state,
  status,
  restore,
}: Pick<ActivityRow, 'state' | 'status'> & {
  restore: Pick<NonNullable<ActivityRow['restore']>, 'targetState'> | null;
}): Tone =>
  (state === 'completed' && status === 'Damaged') ||
  (state === 'cancelled' && restore?.targetState === 'incomplete')
    ? 'bad'
    : TONES[state];
