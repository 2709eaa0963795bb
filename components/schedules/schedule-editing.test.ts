import { describe, expect, it } from 'vitest';
import type { GridPolicyView, PolicyView } from '#lib/domain/views/policy-view';
import { broughtBack, changed, keptMine, showedApplied, shownOf, UNTOUCHED } from './schedule-editing.ts';

const policy = (revision: number, change: Partial<GridPolicyView> = {}): PolicyView => ({
  kind: 'grid',
  enabled: true,
  days: [1],
  hours: [2],
  everyHour: false,
  timeZone: 'UTC',
  retentionDays: 30,
  revision,
  nextAt: null,
  ...change,
});
const at = (applied: PolicyView | null) => ({ applied, browserZone: 'Asia/Tokyo' });

describe('editing a schedule', () => {
  it('follows what is applied until something is chosen', () => {
    expect(shownOf(UNTOUCHED, at(policy(1)))).toMatchObject({ revision: 1, stale: false });
    expect(shownOf(UNTOUCHED, at(policy(2, { hours: [7] })))).toMatchObject({
      revision: 2,
      stale: false,
      draft: { hours: [7] },
    });
  });

  it('keeps a choice through polls that bring nothing new', () => {
    const editing = changed(UNTOUCHED, { hours: [9] }, at(policy(1)));
    expect(shownOf(editing, at(policy(1, { nextAt: 'later' })))).toMatchObject({
      revision: 1,
      stale: false,
      draft: { days: [1], hours: [9] },
    });
  });

  it('tells when somebody else applied a schedule, and sends what it saw', () => {
    const editing = changed(changed(UNTOUCHED, { hours: [9] }, at(policy(1))), { days: [3] }, at(policy(2)));
    expect(shownOf(editing, at(policy(2)))).toMatchObject({
      revision: 1,
      stale: true,
      draft: { hours: [9], days: [3] },
    });
  });

  it('tells it for a first schedule too', () => {
    const editing = changed(UNTOUCHED, { enabled: true }, at(null));
    expect(shownOf(editing, at(null))).toMatchObject({ revision: 0, stale: false });
    expect(shownOf(editing, at(policy(1)))).toMatchObject({ revision: 0, stale: true });
  });

  it('goes on with the choice on top of what is applied', () => {
    const editing = keptMine(changed(UNTOUCHED, { hours: [9] }, at(policy(1))), policy(2));
    expect(shownOf(editing, at(policy(2)))).toMatchObject({
      revision: 2,
      stale: false,
      draft: { hours: [9] },
    });
  });

  it('shows what is applied and brings the choice back', () => {
    const looking = showedApplied(changed(UNTOUCHED, { hours: [9] }, at(policy(1))));
    expect(shownOf(looking, at(policy(2)))).toMatchObject({
      shelved: true,
      stale: false,
      draft: { hours: [2] },
    });
    const back = broughtBack(looking, policy(2));
    expect(shownOf(back, at(policy(2)))).toMatchObject({
      shelved: false,
      stale: false,
      revision: 2,
      draft: { hours: [9] },
    });
  });
});
