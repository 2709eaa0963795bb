'use client';

import { type KeyboardEvent, useRef, useState } from 'react';
import { type ComboboxOption, moveActive, typeAhead } from './combobox-options.ts';

type ListKeyContext = {
  flat: readonly ComboboxOption[];
  pick(option: ComboboxOption | undefined): void;
  /** Letters go into a filter: they are not ours. */
  typing: boolean;
};

export type ComboboxState = ReturnType<typeof useComboboxState>;

/** Open or not, the typed filter, and the active option. */
export const useComboboxState = () => {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const typed = useRef({ text: '', at: 0 });

  const close = () => setOpen(false);
  const listKey = (event: KeyboardEvent, { flat, pick, typing }: ListKeyContext) => {
    const to =
      typing && (event.key === 'Home' || event.key === 'End') ? null : moveActive(event.key, active, flat);
    if (to !== null) {
      event.preventDefault();
      setActive(to);
    } else if (event.key === 'Enter' || (event.key === ' ' && !typing)) {
      event.preventDefault();
      pick(flat[active]);
    } else if (event.key === 'Tab') {
      close();
    } else if (!typing && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const fresh = event.timeStamp - typed.current.at > 700;
      typed.current = { text: fresh ? event.key : typed.current.text + event.key, at: event.timeStamp };
      const found = typeAhead(typed.current.text, active, flat);
      if (found >= 0) setActive(found);
    }
  };
  return {
    isOpen,
    text,
    active,
    setActive,
    close,
    listKey,
    open: (startText: string, startActive: number) => {
      setText(startText);
      setActive(startActive);
      setOpen(true);
    },
    type: (next: string) => {
      setText(next);
      setActive(0);
    },
  };
};
