import type { Views } from '#lib/domain/ports/views';
import type { Actor } from '#lib/domain/roles';
import type { BackupFigures } from '#lib/domain/views/backup-figures-view';
import { authorise } from './authorise.ts';

export const findBackupFigures =
  ({ views }: { views: Pick<Views, 'backupFigures'> }) =>
  async (actor: Actor | null): Promise<BackupFigures> => {
    authorise(actor, 'view-console');
    return await views.backupFigures();
  };
