'use client';

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { keyTarget, paint } from './chip-paint.ts';
import { classNames } from './class-names.ts';
import { FieldError } from './field.tsx';

export type Chip = {
  value: string;
  /** The accessible name, exactly: `Monday`. */
  name: string;
  /** What is shown: `Mon`; by default the name. */
  label?: string;
};

type ChipGroupProps = {
  /** The group's accessible name, exactly. */
  label: string;
  aside?: ReactNode;
  chips: readonly Chip[];
  chosen: readonly string[];
  onChosen(chosen: string[]): void;
  /** The chip that stands for all of them: `Every Day`. */
  all: { name: string; on: boolean; onChange(on: boolean): void };
  /** `grid`: eight equal columns (six on a phone); `row`: as wide as their words. */
  layout?: 'row' | 'grid';
  error?: string | undefined;
};

/** Checkboxes drawn as chips: one tab stop, arrow keys between them, Space to choose, drag to choose several. */
export const ChipGroup = ({
  label,
  aside,
  chips,
  chosen,
  onChosen,
  all,
  layout = 'row',
  error,
}: ChipGroupProps) => {
  const id = useId();
  const grid = layout === 'grid';
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const drag = useChipDrag(chips, chosen, onChosen);
  const keyDown = (event: KeyboardEvent) => {
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('[role="checkbox"]') ?? [])];
    const boxes = buttons.map((button) => ({ left: button.offsetLeft, top: button.offsetTop }));
    const to = keyTarget(event.key, buttons.indexOf(event.target as HTMLElement), boxes);
    if (to === null) return;
    event.preventDefault();
    setCurrent(to);
    buttons[to]?.focus();
  };
  return (
    <fieldset
      className="min-w-0"
      {...(error ? { 'data-invalid': true, 'aria-describedby': `${id}-error` } : {})}
    >
      <legend className="sr-only">{label}</legend>
      <div aria-hidden className="mb-2 flex items-baseline justify-between gap-3">
        <span className="font-medium">{label}</span>
        {aside && <span className="text-muted">{aside}</span>}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys bubble up from the checkboxes inside */}
      <div
        ref={box}
        onKeyDown={keyDown}
        className={grid ? 'grid grid-cols-6 gap-[5px] sm:grid-cols-8' : 'flex flex-wrap gap-1.5'}
      >
        <ChipButton
          name={all.name}
          on={all.on}
          className={classNames('font-semibold', grid && 'col-span-full justify-self-start px-2')}
          tabStop={current === 0}
          onFocus={() => setCurrent(0)}
          onToggle={() => all.onChange(!all.on)}
        />
        {chips.map((chip, index) => (
          <ChipButton
            key={chip.value}
            name={chip.name}
            label={chip.label}
            on={chosen.includes(chip.value)}
            className={grid ? 'h-[30px] min-w-0 px-0 text-[12.5px] tabular-nums' : ''}
            tabStop={current === index + 1}
            onFocus={() => setCurrent(index + 1)}
            onToggle={() => drag.toggle(chip.value)}
            onPointerDown={(event) => event.pointerType !== 'touch' && drag.start(chip.value)}
            onPointerEnter={() => drag.over(chip.value)}
          />
        ))}
      </div>
      <div className={error ? 'mt-1.5' : ''}>
        <FieldError id={`${id}-error`} error={error} />
      </div>
    </fieldset>
  );
};

// A stroke begins where the pointer went down and repaints from there on every chip it enters, starting from what was
// chosen before: moving back undoes. A press that enters no other chip is left to the click, as keyboards send it too.
const useChipDrag = (
  chips: readonly Chip[],
  chosen: readonly string[],
  onChosen: (chosen: string[]) => void,
) => {
  const stroke = useRef<{ from: string; on: boolean; before: readonly string[]; moved: boolean } | null>(
    null,
  );
  const values = chips.map((chip) => chip.value);
  const end = () => {
    // The click of the same press comes after this event and must still see that it was a stroke.
    setTimeout(() => {
      stroke.current = null;
    });
  };
  return {
    start: (value: string) => {
      stroke.current = { from: value, on: !chosen.includes(value), before: chosen, moved: false };
      window.addEventListener('pointerup', end, { once: true });
      window.addEventListener('pointercancel', end, { once: true });
    },
    over: (value: string) => {
      const now = stroke.current;
      if (!now || (!now.moved && value === now.from)) return;
      now.moved = true;
      onChosen(paint(values, now.before, { from: now.from, to: value, on: now.on }));
    },
    toggle: (value: string) => {
      if (stroke.current?.moved) return;
      onChosen(paint(values, chosen, { from: value, to: value, on: !chosen.includes(value) }));
    },
  };
};

type ChipButtonProps = {
  name: string;
  label?: string | undefined;
  on: boolean;
  tabStop: boolean;
  className: string;
  onToggle(): void;
  onFocus(): void;
  onPointerDown?: React.PointerEventHandler;
  onPointerEnter?: React.PointerEventHandler;
};

const ChipButton = ({ name, label, on, tabStop, className, onToggle, ...handlers }: ChipButtonProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a chip takes strokes of the pointer, which <input> does not
  <button
    type="button"
    role="checkbox"
    aria-checked={on}
    {...(label ? { 'aria-label': name, title: name } : {})}
    tabIndex={tabStop ? 0 : -1}
    onClick={onToggle}
    onDragStart={(event) => event.preventDefault()}
    {...handlers}
    className={classNames(
      'grid h-8 min-w-10 touch-manipulation place-items-center rounded-[8px] border px-[7px] text-small font-[500] select-none',
      on
        ? 'border-accent bg-accent text-on-accent hover:bg-accent-hover'
        : 'border-line-strong bg-surface hover:border-control-line hover:bg-sunken',
      className,
    )}
  >
    {label ?? name}
  </button>
);
