import type { ReactNode } from 'react';

export type ComboboxOption = {
  value: string;
  /** The accessible name of the option, exactly, and what filtering looks at. */
  name: string;
  /** What is shown instead of the name. */
  label?: ReactNode;
  /** A second, quieter line. */
  detail?: ReactNode;
  /** At the right edge: `UTC+1`. */
  aside?: ReactNode;
  /** Further words that filtering looks at. */
  keywords?: string;
  disabled?: boolean;
};

/** `label` null: the options stand without a heading. */
export type ComboboxGroup = { label: string | null; options: readonly ComboboxOption[] };

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[_/]/g, ' ');

/** Groups with the options that hold every typed word, in any order: `new york` finds `America/New_York`. */
export const filterGroups = (groups: readonly ComboboxGroup[], text: string): ComboboxGroup[] => {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const holds = ({ name, keywords = '' }: ComboboxOption) => {
    const where = plain(`${name} ${keywords}`);
    return words.every((word) => where.includes(word));
  };
  return groups
    .map((group) => ({ ...group, options: group.options.filter(holds) }))
    .filter((group) => group.options.length > 0);
};

export const optionsOf = (groups: readonly ComboboxGroup[]): ComboboxOption[] =>
  groups.flatMap((group) => [...group.options]);

const PAGE = 8;
const JUMPS: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + PAGE,
  PageUp: (index) => index - PAGE,
  Home: () => 0,
  End: (_index, last) => last,
};

/** Index that a key moves to, past disabled options where it can; null when the key does not move. */
export const moveActive = (key: string, index: number, options: readonly ComboboxOption[]): number | null => {
  const jump = JUMPS[key];
  if (!jump) return null;
  const last = options.length - 1;
  const wanted = Math.min(last, Math.max(0, jump(index, last)));
  const step = wanted < index || key === 'End' ? -1 : 1;
  for (let at = wanted; at >= 0 && at <= last; at += step) if (!options[at]?.disabled) return at;
  return index;
};

/** Index of the next option after `index` whose name begins with what was typed; -1 without one. */
export const typeAhead = (typed: string, index: number, options: readonly ComboboxOption[]): number => {
  const wanted = plain(typed);
  // The same letter again goes on to the next one; more letters narrow down from where we are.
  const start = wanted.length === 1 ? index + 1 : index;
  const order = options.map((_, at) => (Math.max(0, start) + at) % options.length);
  return (
    order.find((at) => !options[at]?.disabled && plain(options[at]?.name ?? '').startsWith(wanted)) ?? -1
  );
};
