import type { Row } from '../rows.ts';

type Measure = () => Promise<{ measure(): Promise<Row[]> }>;

/** Each runs in a process of its own: settings and connections are those of a process. */
export const SCALE_MEASURES = {
  lists: () => import('./lists.ts'),
  concurrent: () => import('./concurrent.ts'),
  'fifty-stores': () => import('./fifty-stores.ts'),
  paint: () => import('./paint.ts'),
  retention: () => import('./retention.ts'),
  slots: () => import('./slots.ts'),
} satisfies Record<string, Measure>;

export type ScaleMeasure = keyof typeof SCALE_MEASURES;
export const isScaleMeasure = (name: string): name is ScaleMeasure => Object.hasOwn(SCALE_MEASURES, name);
