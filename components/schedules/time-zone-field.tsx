'use client';

import { useMemo } from 'react';
import { Combobox } from '../ui/combobox.tsx';
import { Field } from '../ui/field.tsx';
import { offsetWords, timeZones } from './time-zones.ts';

type TimeZoneFieldProps = { value: string; onValue(zone: string): void; error: string | undefined };

/** All zones with what their clocks differ by now; filters by name (`new york`) and by difference (`+5:30`). */
export const TimeZoneField = ({ value, onValue, error }: TimeZoneFieldProps) => {
  const options = useMemo(() => {
    const now = new Date();
    return timeZones(value).map((zone) => {
      const offset = offsetWords(zone, now);
      return { value: zone, name: zone, aside: offset, keywords: offset };
    });
  }, [value]);
  return (
    <Field label="Time zone" error={error}>
      <Combobox
        options={options}
        filter="local"
        empty="No zone of that name"
        value={value}
        onValue={onValue}
      />
    </Field>
  );
};
