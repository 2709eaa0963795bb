'use client';

import * as Popover from '@radix-ui/react-popover';
import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import type { ComboboxGroup, ComboboxOption } from './combobox-options.ts';
import type { ComboboxState } from './combobox-state.ts';
import { Spinner } from './spinner.tsx';

type ComboboxListProps = {
  id: string;
  label: string | undefined;
  labelledBy: string | undefined;
  button: RefObject<HTMLButtonElement | null>;
  groups: readonly ComboboxGroup[];
  value: string | null;
  state: ComboboxState;
  pick(option: ComboboxOption): void;
  loading: boolean;
  empty: string;
  onKeyDown(event: KeyboardEvent): void;
  /** With it there is a field to type in. */
  onText: ((text: string) => void) | undefined;
};

/** The list under the button. The focus stays on the button, or goes to the filter's field where there is one. */
export const ComboboxList = (props: ComboboxListProps) => {
  const { id, button, state, onText } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <Popover.Root open={state.isOpen} onOpenChange={(open) => !open && state.close()}>
      <Popover.Anchor virtualRef={button as RefObject<HTMLButtonElement>} />
      <Popover.Content
        role="presentation"
        align="start"
        sideOffset={6}
        collisionPadding={10}
        hideWhenDetached
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          input.current?.focus({ preventScroll: true });
          input.current?.setSelectionRange(99, 99);
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          // Unless the reader went on to something else: a drawer around it takes the focus of a field that is gone.
          const now = document.activeElement;
          if (!now || now === input.current || now.contains(button.current))
            button.current?.focus({ preventScroll: true });
        }}
        onInteractOutside={(event) => {
          // The button closes by its own click; closing here first would make that click open it again.
          if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault();
        }}
        className="z-20 flex max-h-[min(20rem,var(--radix-popover-content-available-height))] w-max max-w-[min(28rem,calc(100vw-20px))] min-w-(--radix-popover-trigger-width) flex-col rounded-pop bg-raised text-text shadow-pop outline-none data-[state=open]:animate-pop-in"
      >
        {onText && (
          <div className="relative border-b border-line">
            <Search
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-3.5 size-4 -translate-y-1/2 text-faint"
            />
            <input
              ref={input}
              type="search"
              aria-label="Filter"
              placeholder="Type to filter"
              autoComplete="off"
              spellCheck={false}
              aria-controls={id}
              {...(state.active >= 0 ? { 'aria-activedescendant': `${id}-${state.active}` } : {})}
              value={state.text}
              onChange={(event) => onText(event.target.value)}
              onKeyDown={props.onKeyDown}
              className="h-10 w-full bg-transparent pr-3 pl-10 outline-none max-md:text-heading"
            />
          </div>
        )}
        <Options {...props} />
      </Popover.Content>
    </Popover.Root>
  );
};

const Options = ({
  id,
  label,
  labelledBy,
  groups,
  value,
  state,
  pick,
  loading,
  empty,
}: ComboboxListProps) => {
  const list = useRef<HTMLDivElement>(null);
  const { active, setActive } = state;
  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);
  let index = -1;
  const none = groups.every((group) => group.options.length === 0);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      {...(labelledBy ? { 'aria-labelledby': labelledBy } : { 'aria-label': label ?? 'Choices' })}
      aria-busy={loading}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5"
    >
      {groups.map((group, at) => {
        const options = group.options.map((option) => {
          index += 1;
          const own = index;
          return (
            <Option
              key={option.value}
              id={`${id}-${own}`}
              option={option}
              chosen={option.value === value}
              active={own === active}
              onPoint={() => setActive(own)}
              onPick={() => pick(option)}
            />
          );
        });
        if (group.label === null) return options;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of a listbox
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups may have the same name
          <div key={at} role="group" aria-label={group.label}>
            <div
              aria-hidden
              className="px-2.5 pt-2 pb-1 text-micro font-semibold tracking-[0.04em] text-faint"
            >
              {group.label}
            </div>
            {options}
          </div>
        );
      })}
      {none && (
        <div className="flex items-center gap-2 px-2.5 py-2 text-muted">
          {loading && <Spinner />}
          {loading ? 'Loading…' : empty}
        </div>
      )}
    </div>
  );
};

type OptionProps = {
  id: string;
  option: ComboboxOption;
  chosen: boolean;
  active: boolean;
  onPoint(): void;
  onPick(): void;
};

const Option = ({ id, option, chosen, active, onPoint, onPick }: OptionProps) => (
  // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the combobox, which names the active option
  // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
  <div
    id={id}
    role="option"
    aria-selected={chosen}
    {...(option.disabled ? { 'aria-disabled': true } : {})}
    onPointerMove={() => !active && onPoint()}
    // Keeps the focus where it is.
    onPointerDown={(event) => event.pointerType === 'mouse' && event.preventDefault()}
    onMouseDown={(event) => event.preventDefault()}
    onClick={onPick}
    className={classNames(
      'flex cursor-pointer items-center gap-2.5 rounded-[8px] px-2.5 py-2',
      active && 'bg-idle-soft',
      option.disabled && 'cursor-not-allowed! text-faint',
    )}
  >
    <OptionText option={option} />
    <Check aria-hidden className={classNames('size-4 shrink-0 text-accent', !chosen && 'invisible')} />
  </div>
);

/** The name alone is read out; what is shown may say more. */
const OptionText = ({ option: { name, label, detail, aside } }: { option: ComboboxOption }) => {
  if (!label && !detail && !aside) return <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>;
  return (
    <>
      <span className="sr-only">{name}</span>
      <span aria-hidden className="flex min-w-0 flex-1 flex-col">
        <span className="wrap-anywhere">{label ?? name}</span>
        {detail && <span className="text-caption text-faint wrap-anywhere">{detail}</span>}
      </span>
      {aside && (
        <span aria-hidden className="text-small text-faint tabular-nums">
          {aside}
        </span>
      )}
    </>
  );
};
