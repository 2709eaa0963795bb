'use client';

import type { BackupRow } from '#lib/domain/views/backup-view';
import { OperationLog } from '../activity/operation-log.tsx';
import { BackupFactsLine } from './backup-facts-line.tsx';
import { DetailBox } from './detail-box.tsx';
import { RestoreBox } from './restore-box.tsx';
import { TakeWithYouBox } from './take-with-you-box.tsx';
import { TerminalBox } from './terminal-box.tsx';
import { VerifyButton } from './verify-button.tsx';

/** What stands below a backup's line when it is opened. */
export const BackupDetails = ({ backup }: { backup: BackupRow }) =>
  backup.status === 'available' ? (
    <div className="grid gap-3.5 md:grid-cols-2">
      <RestoreBox backup={backup} />
      <TakeWithYouBox backup={backup} />
      <TerminalBox backup={backup} />
    </div>
  ) : (
    <DetailBox title="What happened">
      {backup.operationId && (
        <OperationLog
          operationId={backup.operationId}
          moving={backup.status === 'pending' || backup.status === 'running'}
        />
      )}
      <BackupFactsLine backup={backup} />
      {backup.status === 'damaged' && (
        <div>
          <VerifyButton backup={backup} />
        </div>
      )}
    </DetailBox>
  );
