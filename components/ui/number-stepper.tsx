'use client';

import { Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { classNames } from './class-names.ts';
import { useFieldControl } from './field-context.tsx';
import { CONTROL_CLASSES } from './text-input.tsx';

type NumberStepperProps = {
  /** A text, so that what was typed stays as it was typed; the form judges it. */
  value: string;
  onValue(value: string): void;
  min: number;
  max: number;
  /** The unit behind it: `days`. */
  unit?: ReactNode;
  /** As wide as its place. */
  wide?: boolean;
  disabled?: boolean;
};

const STEPS: Record<string, (now: number, min: number, max: number) => number> = {
  ArrowUp: (now) => now + 1,
  ArrowDown: (now) => now - 1,
  PageUp: (now) => now + 10,
  PageDown: (now) => now - 10,
  Home: (_now, min) => min,
  End: (_now, _min, max) => max,
};

/** A spinbutton: type, arrow keys, Page Up and Down, or the two buttons (for the mouse only). */
export const NumberStepper = (props: NumberStepperProps) => {
  const { value, onValue, min, max, unit, wide = false, disabled = false } = props;
  const field = useFieldControl();
  const input = useRef<HTMLInputElement>(null);
  const number = /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
  const set = (next: number) => onValue(String(Math.min(max, Math.max(min, next))));
  const keyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    // Home and End move the caret while a text is being mended.
    if (!step || (number === null && value !== '')) return;
    event.preventDefault();
    set(step(number ?? min, min, max));
  };
  const press = (by: number) => {
    set((number ?? min) + by);
    input.current?.focus();
  };
  return (
    <div className="flex items-center gap-2.5">
      <div className={classNames('flex', wide ? 'w-full' : 'w-[172px]')}>
        <StepButton side="left" disabled={disabled || number === min} onPress={() => press(-1)} />
        <input
          ref={input}
          role="spinbutton"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          {...field}
          aria-valuemin={min}
          aria-valuemax={max}
          {...(number === null ? {} : { 'aria-valuenow': number })}
          value={value}
          disabled={disabled}
          onChange={(event) => onValue(event.target.value)}
          onKeyDown={keyDown}
          className={classNames(
            CONTROL_CLASSES,
            'h-[38px] rounded-none px-2 text-center tabular-nums focus-visible:relative focus-visible:z-1 max-md:text-heading',
          )}
        />
        <StepButton side="right" disabled={disabled || number === max} onPress={() => press(1)} />
      </div>
      {unit && <span className="text-muted">{unit}</span>}
    </div>
  );
};

type StepButtonProps = { side: 'left' | 'right'; disabled: boolean; onPress(): void };

// Hidden from the keyboard and from assistive technology: the spinbutton itself steps with the arrow keys.
const StepButton = ({ side, disabled, onPress }: StepButtonProps) => {
  const Icon = side === 'left' ? Minus : Plus;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      disabled={disabled}
      onClick={onPress}
      className={classNames(
        'grid h-[38px] w-[38px] shrink-0 place-items-center border border-line-strong bg-sunken text-muted',
        'hover:text-text disabled:text-line-strong [&_svg]:size-3.5',
        side === 'left' ? 'rounded-l-md border-r-0' : 'rounded-r-md border-l-0',
      )}
    >
      <Icon aria-hidden />
    </button>
  );
};
