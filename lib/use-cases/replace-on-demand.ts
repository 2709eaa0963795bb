import type { RetainedBackup } from '#lib/domain/backup';
import { DEFAULT_COUNTS } from '#lib/domain/plan';
import type { BackupRecord, Catalogue } from '#lib/domain/ports/catalogue';
import { isOnDemand, replacedOnDemand } from '#lib/domain/retention/replaced-on-demand';

/**
 * An on-demand backup that becomes Available takes the place of earlier ones: their time is over from now on, in the
 * same transaction, so that there is never a moment with neither. Those kept forever get no end, which would come true
 * unseen once they are not: `pinBackup` gives them one then.
 */
export const replaceOnDemand = async (tx: Catalogue, arriving: BackupRecord): Promise<void> => {
  if (!isOnDemand(arriving)) return;
  const policy = await tx.policies.find(arriving.dataStoreId);
  const keep = policy?.kind === 'plan' ? policy.keep.onDemand : DEFAULT_COUNTS.onDemand;
  await tx.backups.lockRetained(arriving.dataStoreId);
  const backups = await tx.backups.retained(arriving.dataStoreId);
  const now = await tx.now();
  const isReplaceable = ({ expiresAt, pinned }: RetainedBackup) => expiresAt === null && !pinned;
  await tx.backups.setExpiries(
    replacedOnDemand(backups, keep, 1)
      .filter(isReplaceable)
      .map(({ id }) => ({ id, retentionDays: null, retentionSeconds: null, expiresAt: now })),
  );
};
