'use client';

import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { downloadHref } from './download-href.ts';

/** The plain file of a backup. */
export const DownloadLink = ({ backup }: { backup: Pick<BackupRow, 'id'> }) =>
  useMay('download-backup') ? (
    <ButtonLink size="s" href={downloadHref(backup.id)} download="">
      Download
    </ButtonLink>
  ) : null;
