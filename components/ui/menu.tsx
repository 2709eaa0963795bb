'use client';

import { Check, ChevronRight } from 'lucide-react';
import {
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useState,
} from 'react';
import { classNames } from './class-names.ts';
import { MENU_ITEM, MENU_PANEL } from './menu-classes.ts';
import { type MenuProps, useMenu } from './menu-context.ts';
import type { MenuPanel } from './menu-panel.tsx';

const loadPanel = () => import('./menu-panel.tsx');
const preload = () => void loadPanel();

/** A button that opens a menu. What draws and positions menus is loaded when the pointer or the focus comes near. */
export const Menu = (props: MenuProps) => {
  const [panel, setPanel] = useState<{ Panel: typeof MenuPanel; byKey: boolean } | null>(null);
  if (panel) return <panel.Panel {...props} byKey={panel.byKey} />;
  const open = async (byKey: boolean) => {
    const { MenuPanel: Panel } = await loadPanel();
    setPanel({ Panel, byKey });
  };
  return cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: preload,
    onFocus: preload,
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || event.ctrlKey) return;
      event.preventDefault();
      void open(false);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return;
      event.preventDefault();
      void open(true);
    },
    // A click without a pointer comes from assistive technology.
    onClick: (event: MouseEvent) => {
      if (event.detail === 0) void open(true);
    },
  });
};

type MenuItemProps = { onSelect(): void; tone?: 'bad'; disabled?: boolean; children: ReactNode };

export const MenuItem = ({ onSelect, tone, disabled = false, children }: MenuItemProps) => {
  const { choose, parts } = useMenu();
  return (
    <parts.Item
      disabled={disabled}
      onSelect={() => choose(onSelect)}
      className={classNames(MENU_ITEM, tone === 'bad' && 'text-bad')}
    >
      {children}
    </parts.Item>
  );
};

export const MenuSub = ({ label, children }: { label: string; children: ReactNode }) => {
  const { landmark, parts } = useMenu();
  return (
    <parts.Sub>
      <parts.SubTrigger className={MENU_ITEM}>
        {label}
        <ChevronRight aria-hidden className="text-faint" />
      </parts.SubTrigger>
      <parts.Portal container={landmark}>
        <parts.SubContent
          sideOffset={8}
          alignOffset={-6}
          collisionPadding={8}
          loop
          onFocusOutside={keepOpenOnTheWay}
          className={classNames(MENU_PANEL, 'min-w-[132px]! sm:min-w-[150px]!')}
        >
          {children}
        </parts.SubContent>
      </parts.Portal>
    </parts.Sub>
  );
};

// On its way to a submenu at the left the pointer may leave the item for nothing, which focuses the menu itself and
// would close the submenu. It closes when another item is focused.
const keepOpenOnTheWay = (event: Event): void => {
  if (event.target instanceof Element && event.target.getAttribute('role') === 'menu') event.preventDefault();
};

/** One of several; the chosen one has a tick. The menu stays open. */
export const MenuChoices = ({
  value,
  onValue,
  choices,
}: {
  value: string;
  onValue(value: string): void;
  choices: readonly { value: string; label: string }[];
}) => {
  const { parts } = useMenu();
  return (
    <parts.RadioGroup value={value} onValueChange={onValue}>
      {choices.map((choice) => (
        <parts.RadioItem
          key={choice.value}
          value={choice.value}
          onSelect={(event) => event.preventDefault()}
          className={MENU_ITEM}
        >
          {choice.label}
          <parts.ItemIndicator>
            <Check aria-hidden />
          </parts.ItemIndicator>
        </parts.RadioItem>
      ))}
    </parts.RadioGroup>
  );
};

export const MenuSeparator = () => {
  const { parts } = useMenu();
  return <parts.Separator className="mx-0 my-1.5 h-px bg-line" />;
};

export const MenuNote = ({ children }: { children: ReactNode }) => {
  const { parts } = useMenu();
  return <parts.Label className="px-2.5 py-2 text-small text-muted">{children}</parts.Label>;
};
