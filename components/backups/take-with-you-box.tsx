'use client';

import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { fileWords } from './backup-words.ts';
import { DeleteBackupButton } from './delete-backup-button.tsx';
import { DetailBox } from './detail-box.tsx';
import { DownloadLink } from './download-link.tsx';
import { usePinBackup } from './use-pin-backup.ts';
import { VerificationLine } from './verification-line.tsx';
import { VerifyButton } from './verify-button.tsx';

/** Download, verify, keep, delete. */
export const TakeWithYouBox = ({ backup }: { backup: BackupRow }) => {
  const pin = usePinBackup();
  const mayPin = useMay('pin-backup');
  return (
    <DetailBox title="Take it with you">
      <p className="text-small text-muted">{fileWords(backup)}</p>
      <VerificationLine backup={backup} className="text-small" />
      <div className="mt-auto flex flex-wrap items-center gap-2">
        <DownloadLink backup={backup} />
        <VerifyButton backup={backup} />
        {mayPin && (
          <Button size="s" variant="ghost" onClick={() => pin(backup)}>
            {backup.pinned ? 'Stop keeping forever' : 'Keep forever'}
          </Button>
        )}
        <DeleteBackupButton backup={backup} />
      </div>
    </DetailBox>
  );
};
