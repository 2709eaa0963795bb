import type { ReactNode } from 'react';
import type { Scale } from './chart-scale.ts';
import { classNames } from './class-names.ts';

export type Bar = {
  key: string;
  /** null: nothing stands there. */
  value: number | null;
  /** Something failed: a mark at the foot of the bar, or in its place. */
  failed?: boolean;
  /** What the pointer tells, in one line. */
  title: string;
};

type BarChartProps = {
  title: string;
  sub: string;
  /** What the picture shows, for those who do not see it. */
  label: string;
  bars: readonly Bar[];
  scale: Scale;
  /** Below the bars, from the first to the last. */
  ends: readonly string[];
  tall?: boolean;
  /** The same figures as a table. */
  children: ReactNode;
};

/** In hundredths of the height: seen however low the bar is. */
const LEAST = 1.5;
const MARK = 5;

/** Bars over time, drawn as plain SVG. It stretches with its place; what is written stands beside it, unstretched. */
export const BarChart = ({ title, sub, label, bars, scale, ends, tall = false, children }: BarChartProps) => (
  <figure className="min-w-0">
    <figcaption className="mb-3.5 flex flex-wrap items-baseline justify-between gap-x-4">
      <span className="font-semibold">{title}</span>
      <span className="text-small text-muted">{sub}</span>
    </figcaption>
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
      <div
        aria-hidden
        className="-my-2 flex min-w-12 flex-col justify-between text-right text-micro whitespace-nowrap text-faint tabular-nums"
      >
        <span>{scale.words.top}</span>
        <span>{scale.words.middle}</span>
        <span>0</span>
      </div>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${bars.length} 100`}
        preserveAspectRatio="none"
        className={classNames('w-full overflow-visible', tall ? 'h-36' : 'h-24')}
      >
        {[0, 50, 100].map((y) => (
          <line
            key={y}
            x1={0}
            x2={bars.length}
            y1={y}
            y2={y}
            vectorEffect="non-scaling-stroke"
            className="stroke-line"
          />
        ))}
        {bars.map((bar, index) => (
          <BarMark key={bar.key} bar={bar} x={index} top={scale.top} />
        ))}
      </svg>
      <div
        aria-hidden
        className="col-start-2 mt-1.5 flex justify-between text-micro whitespace-nowrap text-faint"
      >
        {ends.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </div>
    </div>
    {children}
  </figure>
);

const BarMark = ({ bar, x, top }: { bar: Bar; x: number; top: number }) => {
  const height = bar.value === null ? 0 : Math.max(LEAST, (100 * bar.value) / top);
  if (height === 0 && !bar.failed) return null;
  return (
    <g className="group/bar">
      <title>{bar.title}</title>
      <rect x={x} y={0} width={1} height={100} className="fill-transparent" />
      {height > 0 && (
        <rect
          x={x + 0.12}
          y={100 - height}
          width={0.76}
          height={height}
          className="fill-accent group-hover/bar:fill-accent-hover"
        />
      )}
      {bar.failed && <rect x={x + 0.12} y={100 - MARK} width={0.76} height={MARK} className="fill-bad" />}
    </g>
  );
};
