'use client';

import { Combobox } from '../ui/combobox.tsx';

type WordFilterProps<Word extends string> = {
  label: string;
  /** The choice that filters nothing: `All statuses`. */
  all: string;
  options: readonly { value: Word; name: string }[];
  value: Word | undefined;
  onValue(value: Word | undefined): void;
};

/** A small combobox that filters a list by one of a few words. */
export const WordFilter = <Word extends string>({
  label,
  all,
  options,
  value,
  onValue,
}: WordFilterProps<Word>) => (
  <Combobox
    size="s"
    label={label}
    placeholder={label}
    options={[{ value: '', name: all }, ...options]}
    value={value ?? null}
    onValue={(chosen) => onValue(options.find((option) => option.value === chosen)?.value)}
  />
);
