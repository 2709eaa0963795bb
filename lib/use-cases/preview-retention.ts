import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { type PreviewRetention, previewRetentionRequest } from '#lib/domain/requests/preview-retention';
import { previewRetentionChange, type Retention } from '#lib/domain/retention/preview-retention-change';
import type { Actor } from '#lib/domain/roles';
import type { RetentionPreview } from '#lib/domain/views/policy-view';
import { authorise } from './authorise.ts';

const SHOWN = 100;

/** What the schedule drawer says beside `Apply to backups already taken`. */
export const previewRetention =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<RetentionPreview> => {
    authorise(actor, 'apply-policy');
    const request = parseRequest(previewRetentionRequest, input);
    const backups = await catalogue.backups.retained(request.dataStoreId as DataStoreId);
    const { taken, removed } = previewRetentionChange(backups, retentionOf(request), await catalogue.now());
    return {
      taken: taken.length,
      removedCount: removed.length,
      removed: removed.slice(0, SHOWN).map(({ id, description, createdAt }) => ({
        id,
        description,
        createdAt: createdAt.toISOString(),
      })),
    };
  };

const retentionOf = (request: PreviewRetention): Retention => {
  if (request.kind !== 'plan') return { kind: 'grid', retentionDays: request.days };
  const { days, weeks, months, onDemand, time: minuteOfDay, monthDay, timeZone } = request;
  return { kind: 'plan', keep: { days, weeks, months, onDemand }, minuteOfDay, monthDay, timeZone };
};
