'use client';

import type { MouseEvent } from 'react';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { downloadHref, useDownload } from './use-download.ts';

/** The plain file of a backup. */
export const DownloadLink = ({ backup }: { backup: Pick<BackupRow, 'id'> }) => {
  const download = useDownload();
  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void download(backup.id);
  };
  return useMay('download-backup') ? (
    <ButtonLink size="s" href={downloadHref(backup.id)} download="" onClick={click}>
      Download
    </ButtonLink>
  ) : null;
};
