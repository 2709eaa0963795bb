'use client';

import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useId, useMemo, useRef } from 'react';
import { classNames } from './class-names.ts';
import { type ComboboxGroup, type ComboboxOption, filterGroups, optionsOf } from './combobox-options.ts';
import { useComboboxState } from './combobox-state.ts';
import { useFieldControl } from './field-context.tsx';
import { CONTROL_CLASSES } from './text-input.tsx';
import { useOpenings } from './use-openings.ts';

const loadList = () => import('./combobox-list.tsx');
const preload = () => void loadList();
const ComboboxList = lazy(async () => ({ default: (await loadList()).ComboboxList }));

export type ComboboxProps = {
  value: string | null;
  onValue(value: string): void;
  /** Either a plain list or groups under headings. */
  options?: readonly ComboboxOption[];
  groups?: readonly ComboboxGroup[];
  /** The accessible name when there is no Field around it. */
  label?: string;
  /** Shown while nothing is chosen. */
  placeholder?: string;
  /** `local`: filters as one types; a function: is told what is typed and brings other options. */
  filter?: 'local' | ((text: string) => void);
  /** The chosen option, for when the given options do not hold it (filtered elsewhere). */
  chosen?: ComboboxOption | undefined;
  /** More options are on their way. */
  loading?: boolean;
  /** Shown instead of options when there are none. */
  empty?: string;
  size?: 's' | 'm';
  disabled?: boolean;
  className?: string;
};

/**
 * A button that opens a listbox. Not portalled: in a drawer the options stand inside the dialog. What draws and
 * positions the list is loaded when the pointer or the focus comes near.
 */
export const Combobox = (props: ComboboxProps) => {
  const { value, onValue, options, groups, label, placeholder = 'Choose', filter, loading = false } = props;
  const field = useFieldControl();
  const ownId = useId();
  const listId = `${ownId}-list`;
  const button = useRef<HTMLButtonElement>(null);
  const state = useComboboxState();
  const all = useMemo(() => groups ?? [{ label: null, options: options ?? [] }], [groups, options]);
  const shown = useMemo(
    () => (filter === 'local' ? filterGroups(all, state.text) : all),
    [all, filter, state.text],
  );
  const flat = useMemo(() => optionsOf(shown), [shown]);
  const chosen = optionsOf(all).find((option) => option.value === value) ?? props.chosen;
  const pick = (option: ComboboxOption | undefined) => {
    if (!option || option.disabled) return;
    state.close();
    if (option.value !== value) onValue(option.value);
  };
  const open = (text = '') => {
    if (props.disabled) return;
    if (typeof filter === 'function') filter(text);
    state.open(text, text ? 0 : flat.findIndex((option) => option.value === value));
  };
  const typeText = (text: string) => {
    state.type(text);
    if (typeof filter === 'function') filter(text);
  };
  const opened = useOpenings(state.isOpen) > 0;
  const keyDown = (event: KeyboardEvent) => {
    const printable = isPrintable(event) && event.key !== ' ';
    if (state.isOpen) {
      const early =
        filter === undefined || event.target !== button.current ? null : typedEarly(state.text, event);
      if (early !== null) {
        // The field takes the focus during this very key: it would type it once more, and a space would press the button.
        event.preventDefault();
        return typeText(early);
      }
      return state.listKey(event, { flat, pick, typing: filter !== undefined });
    }
    if (!printable && !['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(event.key)) return;
    event.preventDefault();
    open(printable && filter !== undefined ? event.key : '');
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={state.isOpen}
        aria-controls={listId}
        {...(state.isOpen && !filter && flat[state.active]
          ? { 'aria-activedescendant': `${listId}-${state.active}` }
          : {})}
        id={ownId}
        {...field}
        {...(label ? { 'aria-label': label } : {})}
        disabled={props.disabled}
        onClick={() => (state.isOpen ? state.close() : open())}
        onKeyDown={keyDown}
        onPointerEnter={preload}
        onFocus={preload}
        className={triggerClasses(props, chosen)}
      >
        <Chosen option={chosen} placeholder={placeholder} />
        <ChevronDown aria-hidden className="size-4 shrink-0 text-faint" />
      </button>
      {opened && (
        <Suspense>
          <ComboboxList
            id={listId}
            label={label}
            labelledBy={field['aria-labelledby']}
            button={button}
            groups={shown}
            value={value}
            state={state}
            pick={pick}
            loading={loading}
            empty={props.empty ?? 'Nothing fits'}
            onKeyDown={keyDown}
            onText={filter && typeText}
          />
        </Suspense>
      )}
    </>
  );
};

const isPrintable = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && !ctrlKey && !metaKey && !altKey;

/** The filter after a key that came before its field was there; null for a key that does not type. */
const typedEarly = (text: string, event: KeyboardEvent): string | null => {
  if (event.key === 'Backspace') return text.slice(0, -1);
  // A space at the beginning chooses, as it does on any button.
  return isPrintable(event) && (text !== '' || event.key !== ' ') ? text + event.key : null;
};

const triggerClasses = ({ size = 'm', className }: ComboboxProps, chosen: ComboboxOption | undefined) =>
  classNames(
    CONTROL_CLASSES,
    'flex items-center justify-between gap-2 px-3 text-left',
    size === 's' ? 'h-[34px] w-auto! max-w-60' : chosen?.detail ? 'min-h-[54px] py-1.5' : 'h-[38px]',
    className,
  );

const Chosen = ({ option, placeholder }: { option: ComboboxOption | undefined; placeholder: string }) =>
  option ? (
    <>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className={classNames('truncate', option.detail ? 'font-semibold' : '')}>
          {option.label ?? option.name}
        </span>
        {option.detail && (
          <span className="text-caption text-faint max-md:line-clamp-2 md:truncate">{option.detail}</span>
        )}
      </span>
      {option.aside && <span className="text-faint tabular-nums">{option.aside}</span>}
    </>
  ) : (
    <span className="min-w-0 flex-1 truncate text-muted">{placeholder}</span>
  );
