'use client';

import { useEffect, useRef, useState } from 'react';
import { SearchInput } from '../ui/text-input.tsx';

type SearchFilterProps = { label: string; maxLength: number; value: string; onValue(value: string): void };

/** Long enough that a word is typed, short enough that nobody waits. */
const PAUSE_MS = 250;

/** A searchbox that searches when the typing pauses, or at once with Enter. */
export const SearchFilter = ({ label, maxLength, value, onValue }: SearchFilterProps) => {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const send = useRef(onValue);
  useEffect(() => {
    send.current = onValue;
  });
  // The address changed by other means (back, or `Clear the filters`).
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  const search = (wanted: string) => {
    if (wanted === sent.current) return;
    sent.current = wanted;
    send.current(wanted);
  };
  const searchNow = useRef(search);
  useEffect(() => {
    searchNow.current = search;
  });
  useEffect(() => {
    const timer = setTimeout(() => searchNow.current(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <SearchInput
      label={label}
      maxLength={maxLength}
      value={text}
      onValue={setText}
      onKeyDown={(event) => event.key === 'Enter' && search(text.trim())}
      className="w-[280px] max-md:w-full"
    />
  );
};
