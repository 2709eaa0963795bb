'use client';

import * as Dropdown from '@radix-ui/react-dropdown-menu';
import { Check, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { createContext, type ReactNode, useContext, useRef, useState } from 'react';
import { classNames } from './class-names.ts';

const PANEL =
  'z-20 min-w-[160px] sm:min-w-[188px] rounded-pop bg-raised p-1.5 text-text shadow-pop outline-none data-[state=open]:animate-pop-in max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto';
const ITEM =
  'flex cursor-pointer items-center justify-between gap-2.5 rounded-[8px] px-2.5 py-2 outline-none select-none data-[disabled]:cursor-not-allowed data-[disabled]:text-faint data-[highlighted]:bg-idle-soft data-[state=open]:bg-idle-soft [&_svg]:size-4';

// An item's action waits until the menu is gone and its button has the focus again: a dialog that the action opens
// then gives the focus back to that button, not to an item that no longer exists.
type MenuInside = { choose(action: () => void): void; landmark: HTMLElement | null };
const MenuContext = createContext<MenuInside>({ choose: () => {}, landmark: null });

type MenuProps = {
  /** One button. */
  trigger: ReactNode;
  align?: 'start' | 'end';
  onOpenChange?(open: boolean): void;
  children: ReactNode;
};

export const Menu = ({ trigger, align = 'end', onOpenChange, children }: MenuProps) => {
  const button = useRef<HTMLButtonElement>(null);
  const chosen = useRef<(() => void) | null>(null);
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const openChange = (open: boolean) => {
    // Inside the landmark that its button is in, as everything on a page should be in one.
    if (open) setLandmark(button.current?.closest<HTMLElement>('[role="dialog"], main, header') ?? null);
    onOpenChange?.(open);
  };
  return (
    <Dropdown.Root modal={false} onOpenChange={openChange}>
      <Dropdown.Trigger ref={button} asChild>
        {trigger}
      </Dropdown.Trigger>
      <Dropdown.Portal container={landmark}>
        <Dropdown.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          loop
          className={PANEL}
          onCloseAutoFocus={(event) => {
            const action = chosen.current;
            chosen.current = null;
            if (!action) return;
            event.preventDefault();
            button.current?.focus();
            action();
          }}
        >
          <MenuContext
            value={{
              landmark,
              choose: (action) => {
                chosen.current = action;
              },
            }}
          >
            {children}
          </MenuContext>
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
};

type MenuItemProps = { onSelect(): void; tone?: 'bad'; disabled?: boolean; children: ReactNode };

export const MenuItem = ({ onSelect, tone, disabled = false, children }: MenuItemProps) => {
  const { choose } = useContext(MenuContext);
  return (
    <Dropdown.Item
      disabled={disabled}
      onSelect={() => choose(onSelect)}
      className={classNames(ITEM, tone === 'bad' && 'text-bad')}
    >
      {children}
    </Dropdown.Item>
  );
};

/** A menu item that is a link. `download`: a plain anchor. */
export const MenuLink = ({
  href,
  download = false,
  children,
}: {
  href: string;
  download?: boolean;
  children: ReactNode;
}) => (
  <Dropdown.Item asChild className={ITEM}>
    {download ? (
      <a href={href} download>
        {children}
      </a>
    ) : (
      <Link href={href}>{children}</Link>
    )}
  </Dropdown.Item>
);

export const MenuSub = ({ label, children }: { label: string; children: ReactNode }) => {
  const { landmark } = useContext(MenuContext);
  return (
    <Dropdown.Sub>
      <Dropdown.SubTrigger className={ITEM}>
        {label}
        <ChevronRight aria-hidden className="text-faint" />
      </Dropdown.SubTrigger>
      <Dropdown.Portal container={landmark}>
        <Dropdown.SubContent
          sideOffset={8}
          alignOffset={-6}
          collisionPadding={8}
          loop
          onFocusOutside={keepOpenOnTheWay}
          className={classNames(PANEL, 'min-w-[132px]! sm:min-w-[150px]!')}
        >
          {children}
        </Dropdown.SubContent>
      </Dropdown.Portal>
    </Dropdown.Sub>
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
}) => (
  <Dropdown.RadioGroup value={value} onValueChange={onValue}>
    {choices.map((choice) => (
      <Dropdown.RadioItem
        key={choice.value}
        value={choice.value}
        onSelect={(event) => event.preventDefault()}
        className={ITEM}
      >
        {choice.label}
        <Dropdown.ItemIndicator>
          <Check aria-hidden />
        </Dropdown.ItemIndicator>
      </Dropdown.RadioItem>
    ))}
  </Dropdown.RadioGroup>
);

export const MenuSeparator = () => <Dropdown.Separator className="mx-0 my-1.5 h-px bg-line" />;
export const MenuNote = ({ children }: { children: ReactNode }) => (
  <Dropdown.Label className="px-2.5 py-2 text-small text-muted">{children}</Dropdown.Label>
);
