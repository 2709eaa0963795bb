import type { Views } from '#lib/domain/ports/views';
import { activityFilterRequest } from '#lib/domain/requests/list-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import type { ActivityRow } from '#lib/domain/views/activity-view';
import type { Page } from '#lib/domain/views/page';
import { authorise } from './authorise.ts';

export const listActivity =
  ({ views }: { views: Views }) =>
  async (actor: Actor | null, input: unknown): Promise<Page<ActivityRow>> => {
    authorise(actor, 'view-console');
    return await views.activity(parseRequest(activityFilterRequest, input));
  };
