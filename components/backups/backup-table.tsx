'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';
import { TRIGGER_WORDS } from '#lib/domain/backup';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { bytesWords } from '#lib/domain/words/figures';
import { Counted } from '../data-stores/counted.tsx';
import { NewInstanceLauncher } from '../restores/new-instance-launcher.tsx';
import { RestoreBackupLauncher } from '../restores/restore-launcher.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Cell, Row, Table } from '../ui/table.tsx';
import { BACKUP_COLUMNS } from './backup-columns.ts';
import { BackupRowMenu } from './backup-row-menu.tsx';
import { BackupStatusPill } from './backup-status.tsx';
import { kindWords } from './backup-words.ts';
import { DeleteBackupLauncher } from './delete-backup-launcher.tsx';
import { Description } from './description.tsx';
import { Expiry } from './expiry.tsx';
import { VerificationLine } from './verification-line.tsx';

type Asking = { about: BackupRow; what: 'restore' | 'new-instance' | 'delete' };

/** The backups of one page, each with its menu. The drawers of all rows stand here: a row may go meanwhile. */
export const BackupTable = ({ rows }: { rows: readonly BackupRow[] }) => {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [open, setOpen] = useState(false);
  const ask = (next: Asking) => {
    setAsking(next);
    setOpen(true);
  };
  return (
    <>
      <Table label="Backups" columns={BACKUP_COLUMNS}>
        {rows.map((backup) => (
          <BackupLine
            key={backup.id}
            backup={backup}
            onRestore={() => ask({ about: backup, what: 'restore' })}
            onNewInstance={() => ask({ about: backup, what: 'new-instance' })}
            onDelete={() => ask({ about: backup, what: 'delete' })}
          />
        ))}
      </Table>
      <RestoreBackupLauncher
        backup={asking?.about ?? null}
        open={open && asking?.what === 'restore'}
        onOpenChange={setOpen}
      />
      <NewInstanceLauncher
        backup={asking?.about ?? null}
        open={open && asking?.what === 'new-instance'}
        onOpenChange={setOpen}
      />
      <DeleteBackupLauncher
        backup={asking?.about ?? null}
        open={open && asking?.what === 'delete'}
        onOpenChange={setOpen}
      />
    </>
  );
};

type BackupLineProps = ComponentProps<typeof BackupRowMenu>;

const BackupLine = ({ backup, ...asks }: BackupLineProps) => (
  <Row>
    <Cell className="md:max-w-[340px]">
      <span className="block font-semibold wrap-anywhere">
        <Description time="below" text={backup.description} />
      </span>
      {backup.reason && backup.status !== 'cancelled' && (
        <span title={backup.reason} className="line-clamp-2 text-caption text-bad wrap-anywhere">
          {backup.reason}
        </span>
      )}
    </Cell>
    <Cell name="Data store">
      <StoreName backup={backup} />
    </Cell>
    <Cell name="Trigger" className="text-muted">
      <span {...(backup.trigger === 'manual' ? { title: 'On-demand in the list of its store' } : {})}>
        {TRIGGER_WORDS[backup.trigger]}
      </span>
      {backup.tiers.length > 0 && (
        <span className="block text-small text-faint">{kindWords(backup.tiers)}</span>
      )}
    </Cell>
    <Cell name="Size" align="end" className="whitespace-nowrap">
      {backup.storedBytes === null ? '—' : bytesWords(backup.storedBytes)}
    </Cell>
    <Cell name="Keys" align="end">
      <Counted {...backup} />
    </Cell>
    <Cell name="Created" className="whitespace-nowrap text-muted">
      <RelativeTime at={backup.createdAt} />
    </Cell>
    <Cell name="Expires" className="text-muted">
      <Expiry backup={backup} />
    </Cell>
    <Cell name="Status">
      <BackupStatusPill backup={backup} />
      <VerificationLine short backup={backup} className="mt-1 block text-caption whitespace-nowrap" />
    </Cell>
    <Cell corner>
      <BackupRowMenu backup={backup} {...asks} />
    </Cell>
  </Row>
);

const StoreName = ({ backup }: { backup: BackupRow }) =>
  backup.dataStoreExists ? (
    <Link prefetch={false} href={`/data-stores/${backup.dataStoreId}/backups`} className="hover:underline">
      {backup.dataStoreName}
    </Link>
  ) : (
    <span title="This data store was deleted" className="text-muted">
      {backup.dataStoreName} <span className="text-caption text-faint">(deleted)</span>
    </span>
  );
