'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { TRIGGER_WORDS } from '#lib/domain/backup';
import type { BackupOption } from '#lib/domain/views/backup-view';
import { bytesWords } from '#lib/domain/words/figures';
import { countedWords } from '#lib/domain/words/holdings';
import { exactWords } from '#lib/domain/words/times';
import { serverWords } from '../backups/backup-words.ts';
import { Description } from '../backups/description.tsx';
import { useTimeZone } from '../ui/clock.tsx';
import { Combobox } from '../ui/combobox.tsx';
import type { ComboboxOption } from '../ui/combobox-options.ts';
import { Field } from '../ui/field.tsx';
import { Pill, type Tone } from '../ui/pill.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { backupOptionsQuery, optionsOf } from './restore-queries.ts';
import type { RestoreChoice } from './use-restore-choice.ts';

/** Which backup: this store's first, then those of other stores that it can load. Searched on the server. */
export const BackupField = ({ choice }: { choice: RestoreChoice }) => {
  const { backup, dataStoreId } = choice;
  const [typed, setTyped] = useState('');
  const zone = useTimeZone();
  const search = useSettled(typed.trim());
  const query = useQuery({
    ...backupOptionsQuery(dataStoreId ?? '', search, zone),
    enabled: dataStoreId !== null,
  });
  const groups = useMemo(() => query.data?.groups ?? [], [query.data]);
  const listed = useMemo(
    () =>
      groups.map((group) => ({
        label: group.own ? `${group.dataStoreName} (this store)` : group.dataStoreName,
        options: group.options.map(comboboxOption),
      })),
    [groups],
  );
  const pick = (id: string) => {
    const option = optionsOf(groups).find((each) => each.id === id);
    if (option) choice.setBackup(option);
  };
  const none = !choice.presetting && backup === null && query.isSuccess;
  return (
    <Field
      label="Backup"
      hint={none ? 'There is no backup that this store can load.' : undefined}
      error={query.error?.message}
    >
      <Combobox
        groups={listed}
        filter={setTyped}
        loading={query.isFetching || typed.trim() !== search}
        placeholder={choice.presetting ? 'Looking for backups…' : 'Choose a backup'}
        empty={typed ? 'No backup fits' : 'No backup that this store can load'}
        chosen={backup ? comboboxOption(backup) : undefined}
        value={backup?.id ?? null}
        onValue={pick}
        className="min-h-[70px]"
      />
    </Field>
  );
};

const comboboxOption = (option: BackupOption): ComboboxOption => ({
  value: option.id,
  name: option.label,
  label: <Description time="none" text={option.description} />,
  detail: <BackupDetail option={option} />,
  aside: <Pill tone={TRIGGER_TONES[option.trigger]}>{TRIGGER_WORDS[option.trigger]}</Pill>,
});

const TRIGGER_TONES: Record<BackupOption['trigger'], Tone> = {
  manual: 'idle',
  schedule: 'idle',
  import: 'idle',
  safety: 'warn',
};

/** `23 Nov 2026, 14:05:09 CET · 12 min ago`, and below `catalogue · 1,200 keys · 41.2 MB · Redis 7.2.5`. */
const BackupDetail = ({ option }: { option: BackupOption }) => {
  const zone = useTimeZone();
  const contents = [
    option.dataStoreName,
    countedWords(option),
    bytesWords(option.storedBytes),
    serverWords(option.product, option.version),
  ];
  return (
    <>
      <span className="block truncate text-muted tabular-nums">
        {exactWords(option.createdAt, zone)} · <RelativeTime at={option.createdAt} />
      </span>
      <span className="block truncate">{contents.filter(Boolean).join(' · ')}</span>
    </>
  );
};

const PAUSE_MS = 200;

/** The text once it has not changed for a moment; an emptied one at once. */
const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};
