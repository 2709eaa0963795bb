'use client';

import type { BackupRetry } from '#lib/domain/backup-retry';
import { useMay } from '../account/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { useTryAgain } from './use-try-again.ts';

/** Starts the backup that failed once more. */
export const TryAgainButton = ({ retry, className }: { retry: BackupRetry; className?: string }) => {
  const { busy, tryAgain } = useTryAgain();
  if (!useMay('start-backup')) return null;
  return (
    <Button size="s" busy={busy} onClick={() => tryAgain(retry)} {...(className ? { className } : {})}>
      Try again
    </Button>
  );
};
