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

/** The colour of a row's word. A verification that ran through and found damage is no good news. */
export const activityTone = ({ state, status }: Pick<ActivityRow, 'state' | 'status'>): Tone =>
  state === 'completed' && status === 'Damaged' ? 'bad' : TONES[state];
