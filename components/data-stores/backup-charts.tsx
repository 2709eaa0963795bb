import type { HistoryDay } from '#lib/domain/views/store-history-view';
import { bytesWords, countWords, secondsWords } from '#lib/domain/words/figures';
import { AsTable } from '../ui/as-table.tsx';
import { BarChart } from '../ui/bar-chart.tsx';
import { Card } from '../ui/card.tsx';
import { bytesScale, type Scale, secondsScale } from '../ui/chart-scale.ts';
import { Cell, Row } from '../ui/table.tsx';
import { dayWords, endsOf } from './history-words.ts';

/** How large, how long and how old the backups of a store were, day by day. */
export const BackupCharts = ({ days }: { days: readonly HistoryDay[] }) => (
  <Card className="px-5 py-[18px]">
    <h2 className="mb-3.5 text-[15px] font-bold">Backups, last {days.length} days</h2>
    {days.some(({ taken, failed }) => taken + failed > 0) ? (
      <>
        <Chart days={days} figure={SIZES} tall />
        <div className="mt-6 grid gap-6 md:max-lg:grid-cols-2 xl:grid-cols-2">
          <Chart days={days} figure={TIMES} />
          <Chart days={days} figure={AGES} />
        </div>
      </>
    ) : (
      <p className="text-muted">
        None was taken. Each will show here how large it is, how long it took and how old it became.
      </p>
    )}
  </Card>
);

type Figure = {
  title: string;
  sub: string;
  /** What the table behind it is called, and its column. */
  label: string;
  column: string;
  value(day: HistoryDay): number | null;
  words(value: number): string;
  scale(most: number): Scale;
  /** Days on which a backup failed are marked. */
  marksFailures: boolean;
};

const SIZES: Figure = {
  title: 'Size stored',
  sub: 'the largest of each day',
  label: 'Sizes of backups',
  column: 'Largest',
  value: ({ largestBytes }) => largestBytes,
  words: bytesWords,
  scale: bytesScale,
  marksFailures: true,
};
const TIMES: Figure = {
  title: 'Time taken',
  sub: 'the longest of each day',
  label: 'Durations of backups',
  column: 'Longest',
  value: ({ longestSeconds }) => longestSeconds,
  words: secondsWords,
  scale: secondsScale,
  marksFailures: false,
};
const AGES: Figure = {
  title: 'Age of the last good backup',
  sub: 'at most, each day',
  label: 'Ages of the last good backup',
  column: 'At most',
  value: ({ oldestSeconds }) => oldestSeconds,
  words: secondsWords,
  scale: secondsScale,
  marksFailures: false,
};

const failedWords = (failed: number): string => (failed > 0 ? `${countWords(failed)} failed` : '');

const Chart = ({
  days,
  figure,
  tall = false,
}: {
  days: readonly HistoryDay[];
  figure: Figure;
  tall?: boolean;
}) => {
  const { title, sub, label, words, marksFailures } = figure;
  const values = days.flatMap((day) => figure.value(day) ?? []);
  const most = Math.max(0, ...values);
  const bars = days.map((day) => {
    const value = figure.value(day);
    const failed = marksFailures && day.failed > 0;
    const figures = [value === null ? '' : words(value), failed ? failedWords(day.failed) : ''];
    return {
      key: day.date,
      value,
      failed,
      title: `${dayWords(day.date)}: ${figures.filter(Boolean).join(', ')}`,
    };
  });
  return (
    <BarChart
      title={title}
      sub={sub}
      label={`${label}, ${sub}: ${values.length === 0 ? 'none yet' : `up to ${words(most)} in ${days.length} days`}`}
      bars={bars}
      scale={figure.scale(most)}
      ends={endsOf(days)}
      tall={tall}
    >
      <FigureTable days={days} figure={figure} />
    </BarChart>
  );
};

const FigureTable = ({ days, figure }: { days: readonly HistoryDay[]; figure: Figure }) => {
  const { label, column, words, marksFailures } = figure;
  const columns = [
    { name: 'Day' },
    { name: column, align: 'end' as const },
    ...(marksFailures
      ? [
          { name: 'Taken', align: 'end' as const },
          { name: 'Failed', align: 'end' as const },
        ]
      : []),
  ];
  const told = (day: HistoryDay) => figure.value(day) !== null || (marksFailures && day.failed > 0);
  const rows = () =>
    [...days]
      .reverse()
      .filter(told)
      .map((day) => (
        <Row key={day.date}>
          <Cell>{dayWords(day.date)}</Cell>
          <Cell name={column} align="end">
            {figure.value(day) === null ? '—' : words(figure.value(day) ?? 0)}
          </Cell>
          {marksFailures && (
            <>
              <Cell name="Taken" align="end">
                {countWords(day.taken)}
              </Cell>
              <Cell name="Failed" align="end">
                {countWords(day.failed)}
              </Cell>
            </>
          )}
        </Row>
      ));
  return <AsTable label={label} columns={columns} rows={rows} />;
};
