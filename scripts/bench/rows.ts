/** One line of the table. */
export type Row = {
  measure: string;
  against: string;
  /** `1.08 ×`, `231,000 keys/s`. */
  result: string;
  must: string;
  aim: string;
  met: 'aim' | 'must' | 'no';
  detail: string;
};

type Limits = { must: number; aim: number };

export const atMost = (value: number, { must, aim }: Limits): Row['met'] =>
  value <= aim ? 'aim' : value <= must ? 'must' : 'no';
export const atLeast = (value: number, limits: Limits): Row['met'] =>
  atMost(-value, { must: -limits.must, aim: -limits.aim });

const WORDS: Record<Row['met'], string> = { aim: 'aim', must: 'must', no: '**missed**' };

export const tableOf = (rows: readonly Row[]): string =>
  [
    '| measure | against | result | must | aim | met | |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ measure, against, result, must, aim, met, detail }) =>
        `| ${measure} | ${against} | ${result} | ${must} | ${aim} | ${WORDS[met]} | ${detail} |`,
    ),
  ].join('\n');
