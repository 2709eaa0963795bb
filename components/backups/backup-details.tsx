'use client';

import Link from 'next/link';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { OperationLog } from '../activity/operation-log.tsx';
import { Note } from '../ui/note.tsx';
import { BackupFactsLine } from './backup-facts-line.tsx';
import { fileWords } from './backup-words.ts';
import { DeleteBackupButton } from './delete-backup-button.tsx';
import { Description } from './description.tsx';
import { DetailBox } from './detail-box.tsx';
import { RestoreBox } from './restore-box.tsx';
import { TakeWithYouBox } from './take-with-you-box.tsx';
import { TerminalBox } from './terminal-box.tsx';
import { VerificationLine } from './verification-line.tsx';
import { VerifyButton } from './verify-button.tsx';

/** What stands below a backup's line when it is opened. */
export const BackupDetails = ({ backup }: { backup: BackupRow }) => (
  <div className="flex flex-col gap-3.5">
    <p className="wrap-anywhere">
      <Description text={backup.description} />
    </p>
    {backup.status === 'available' && backup.reason && <Note tone="warn">{backup.reason}</Note>}
    <Boxes backup={backup} />
  </div>
);

const Boxes = ({ backup }: { backup: BackupRow }) => {
  const mayTake = useMay('download-backup');
  if (backup.status === 'available' && !mayTake) {
    return (
      <DetailBox title="About this backup">
        <p className="text-small text-muted">{fileWords(backup)}</p>
        <VerificationLine backup={backup} className="text-small" />
        <BackupFactsLine backup={backup} />
      </DetailBox>
    );
  }
  return backup.status === 'available' ? (
    <div className="grid gap-3.5 md:grid-cols-2">
      <RestoreBox backup={backup} />
      <TakeWithYouBox backup={backup} />
      <TerminalBox backup={backup} />
    </div>
  ) : (
    <DetailBox title="What happened">
      <History backup={backup} />
      <BackupFactsLine backup={backup} />
      <div className="flex flex-wrap gap-2 empty:hidden">
        {backup.status === 'damaged' && <VerifyButton backup={backup} />}
        <DeleteBackupButton backup={backup} />
      </div>
    </DetailBox>
  );
};

/** The log while it runs; afterwards Activity has it. */
const History = ({ backup }: { backup: BackupRow }) =>
  backup.operationId ? (
    <OperationLog operationId={backup.operationId} moving />
  ) : (
    <div className="flex flex-col gap-1 text-small">
      {backup.reason && <p className="wrap-anywhere">{backup.reason}</p>}
      <p className="text-muted">
        Its log is in{' '}
        <Link
          prefetch={false}
          href={`/activity?kind=backup&dataStore=${backup.dataStoreId}`}
          className="link whitespace-nowrap"
        >
          Activity
        </Link>
        .
      </p>
    </div>
  );
