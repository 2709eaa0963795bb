'use client';

import { useQuery } from '@tanstack/react-query';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { dataStoreQuery } from '../data-stores/data-store-queries.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { BackupFactsLine } from './backup-facts-line.tsx';
import { DetailBox } from './detail-box.tsx';
import { restoreCommand } from './restore-command.ts';

/** The way back without the console. */
export const TerminalBox = ({ backup }: { backup: BackupRow }) => {
  const store = useQuery({ ...dataStoreQuery(backup.dataStoreId), enabled: backup.dataStoreExists }).data;
  const command = restoreCommand(backup, store?.connection.uri ?? null);
  return (
    <DetailBox title="From a terminal" className="md:col-span-2">
      <div className="flex items-center justify-between gap-2.5 rounded-[8px] bg-idle-soft py-1.5 pr-1.5 pl-2.5">
        <code className="min-w-0 text-caption wrap-anywhere">{command}</code>
        <CopyButton text={command} what="command" />
      </div>
      <p className="text-small text-muted">
        Run it in the folder of Amber, with the downloaded file beside it. It replaces what is there; without{' '}
        <code className="text-caption">--yes</code> it only says what would happen. A password is asked for,
        or taken from <code className="text-caption">AMBER_STORE_PASSWORD</code>.
      </p>
      <BackupFactsLine backup={backup} />
    </DetailBox>
  );
};
