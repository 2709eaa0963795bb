'use client';

import type { BackupRow } from '#lib/domain/views/backup-view';
import { bytesWords } from '#lib/domain/words/figures';
import { useMay } from '../account/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { serverWords } from './backup-words.ts';
import { DetailBox } from './detail-box.tsx';
import { DownloadLink } from './download-link.tsx';
import { usePinBackup } from './use-pin-backup.ts';
import { VerifyButton } from './verify-button.tsx';

/** Download, verify, keep. */
export const TakeWithYouBox = ({ backup }: { backup: BackupRow }) => {
  const pin = usePinBackup();
  const mayPin = useMay('pin-backup');
  const server = serverWords(backup.product, backup.version);
  const sizes = [
    backup.storedBytes === null ? '' : `${bytesWords(backup.storedBytes)} stored`,
    backup.plainBytes === null ? '' : `${bytesWords(backup.plainBytes)} plain`,
  ].filter(Boolean);
  return (
    <DetailBox title="Take it with you">
      <p className="text-small text-muted">
        An RDB file{server ? ` of ${server}` : ''}, checked when it was written.
        {sizes.length > 0 && ` ${sizes.join(', ')}.`}
      </p>
      <div className="mt-auto flex flex-wrap items-center gap-2">
        <DownloadLink backup={backup} />
        <VerifyButton backup={backup} />
        {mayPin && (
          <Button size="s" variant="ghost" onClick={() => pin(backup)}>
            {backup.pinned ? 'Stop keeping forever' : 'Keep forever'}
          </Button>
        )}
      </div>
    </DetailBox>
  );
};
