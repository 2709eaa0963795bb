'use client';

import Link from 'next/link';
import { type KeyboardEvent, useRef, useState } from 'react';
import { cursorBefore } from '#lib/domain/views/cursor';
import type { HistoryDay, StoreHistory } from '#lib/domain/views/store-history-view';
import { countWords } from '#lib/domain/words/figures';
import { AsTable } from '../ui/as-table.tsx';
import { Card } from '../ui/card.tsx';
import { classNames } from '../ui/class-names.ts';
import { Cell, Row } from '../ui/table.tsx';
import {
  activityHref,
  cellWords,
  dayWords,
  SLOT_KIND_WORDS,
  SLOT_KINDS,
  type SlotKind,
  slotsWords,
  totalSlots,
  worstOf,
} from './history-words.ts';

const LOOKS: Record<SlotKind, string> = {
  available: 'border border-good/30 bg-good-soft text-good',
  failed: 'border border-bad bg-bad font-semibold text-on-bad',
  skipped: 'border border-warn/50 bg-warn-soft text-warn',
  missed: 'border border-dashed border-warn bg-surface text-warn',
};

type SlotCalendarProps = { dataStoreId: string; history: StoreHistory; schedule: string | null };

/** What became of every slot of the schedule: one cell a day, which shows the worst of it. */
export const SlotCalendar = ({ dataStoreId, history: { days, timeZone }, schedule }: SlotCalendarProps) => {
  const [pointed, setPointed] = useState<HistoryDay | null>(null);
  const hasSlots = days.some(({ slots }) => worstOf(slots) !== null);
  return (
    <Card className="px-5 py-[18px]">
      <div className="mb-3.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-[15px] font-bold">Slots, last {days.length} days</h2>
        <span className="text-small text-muted">{schedule ?? 'no schedule'}</span>
      </div>
      {hasSlots ? (
        <>
          <Days dataStoreId={dataStoreId} days={days} onPoint={setPointed} />
          <div className="mt-3 flex min-h-5 flex-wrap justify-between gap-x-6 gap-y-1.5 text-caption text-muted tabular-nums">
            <Legend days={days} />
            <span aria-hidden className="min-h-4">
              {pointed ? wordsOf(pointed) : `days in ${timeZone}`}
            </span>
          </div>
          <AsTable label="Slots of each day" columns={COLUMNS} rows={() => tableRows(days)} />
        </>
      ) : (
        <p className="text-muted">
          {schedule
            ? 'None came due so far. Each will show here what became of it.'
            : 'Without a schedule there are none. '}
          {!schedule && (
            <Link href={`/data-stores/${dataStoreId}/backups`} className="link">
              Set one up
            </Link>
          )}
        </p>
      )}
    </Card>
  );
};

const wordsOf = ({ date, slots }: HistoryDay): string => `${dayWords(date)}: ${slotsWords(slots)}`;

type DaysProps = {
  dataStoreId: string;
  days: readonly HistoryDay[];
  onPoint(day: HistoryDay | null): void;
};

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -1_000, End: 1_000 };

/** One stop of the Tab key: the arrow keys go from day to day. */
const Days = ({ dataStoreId, days, onPoint }: DaysProps) => {
  const list = useRef<HTMLUListElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const linked = days.filter(({ slots }) => worstOf(slots) !== null);
  const stopAt = linked.some(({ date }) => date === stop) ? stop : linked.at(-1)?.date;
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const from = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[Math.min(links.length - 1, Math.max(0, from + step))]?.focus();
  };
  return (
    <ul
      ref={list}
      aria-label="Slots by day"
      onKeyDown={move}
      onPointerLeave={() => onPoint(null)}
      className="grid grid-cols-10 gap-[3px] sm:grid-cols-15 xl:grid-cols-30"
    >
      {days.map((day) => (
        <Day
          key={day.date}
          href={(kind) => activityHref(dataStoreId, kind, cursorBefore(new Date(day.until)))}
          day={day}
          isStop={day.date === stopAt}
          onPoint={() => onPoint(day)}
          onFocus={() => {
            setStop(day.date);
            onPoint(day);
          }}
        />
      ))}
    </ul>
  );
};

type DayProps = {
  day: HistoryDay;
  href(kind: SlotKind): string;
  isStop: boolean;
  onPoint(): void;
  onFocus(): void;
};

const CELL = 'flex h-[26px] items-center justify-center rounded-sm text-micro tabular-nums';

const Day = ({ day, href, isStop, onPoint, onFocus }: DayProps) => {
  const worst = worstOf(day.slots);
  return (
    <li onPointerEnter={onPoint}>
      {worst === null ? (
        <span className={classNames(CELL, 'bg-idle-soft text-faint')}>
          <span aria-hidden>{cellWords(day.date)}</span>
          <span className="sr-only">{wordsOf(day)}</span>
        </span>
      ) : (
        <Link
          href={href(worst)}
          prefetch={false}
          aria-label={wordsOf(day)}
          tabIndex={isStop ? 0 : -1}
          onFocus={onFocus}
          className={classNames(CELL, LOOKS[worst])}
        >
          {cellWords(day.date)}
        </Link>
      )}
    </li>
  );
};

const Legend = ({ days }: { days: readonly HistoryDay[] }) => {
  const total = totalSlots(days);
  return (
    <ul aria-label="Slots in all" className="flex flex-wrap gap-x-4 gap-y-1">
      {SLOT_KINDS.map((kind) => (
        <li key={kind} className="flex items-center gap-1.5">
          <span aria-hidden className={classNames('size-3 rounded-[3px]', LOOKS[kind])} />
          {SLOT_KIND_WORDS[kind]} {countWords(total[kind])}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-3 rounded-[3px] bg-idle-soft" />
        No slot
      </li>
    </ul>
  );
};

const COLUMNS = [
  { name: 'Day' },
  ...SLOT_KINDS.map((kind) => ({ name: SLOT_KIND_WORDS[kind], align: 'end' as const })),
];

const tableRows = (days: readonly HistoryDay[]) =>
  [...days]
    .reverse()
    .filter(({ slots }) => worstOf(slots) !== null)
    .map(({ date, slots }) => (
      <Row key={date}>
        <Cell>{dayWords(date)}</Cell>
        {SLOT_KINDS.map((kind) => (
          <Cell key={kind} name={SLOT_KIND_WORDS[kind]} align="end">
            {countWords(slots[kind])}
          </Cell>
        ))}
      </Row>
    ));
