'use client';

import * as Dropdown from '@radix-ui/react-dropdown-menu';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { MENU_PANEL } from './menu-classes.ts';
import { MenuContext, type MenuProps } from './menu-context.ts';

type MenuPanelProps = MenuProps & {
  /** It was opened by a key: then its first item has the focus. */
  byKey: boolean;
};

/** The menu itself, loaded when a menu is opened for the first time; opens at once. */
export const MenuPanel = ({ trigger, align = 'end', onOpenChange, byKey, children }: MenuPanelProps) => {
  const button = useRef<HTMLButtonElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const chosen = useRef<(() => void) | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const openChange = (open: boolean) => {
    // Inside the landmark that its button is in, as everything on a page should be in one.
    if (open) setLandmark(button.current?.closest<HTMLElement>('[role="dialog"], main, header') ?? null);
    setOpen(open);
    onOpenChange?.(open);
  };
  const openFirst = useRef(() => openChange(true));
  useLayoutEffect(() => openFirst.current(), []);
  // The key that opened it was pressed before the menu listened to keys.
  useEffect(() => {
    if (!byKey) return;
    const timer = setTimeout(() =>
      content.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus(),
    );
    return () => clearTimeout(timer);
  }, [byKey]);
  return (
    <Dropdown.Root modal={false} open={isOpen} onOpenChange={openChange}>
      <Dropdown.Trigger ref={button} asChild>
        {trigger}
      </Dropdown.Trigger>
      <Dropdown.Portal container={landmark}>
        <Dropdown.Content
          ref={content}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          loop
          className={MENU_PANEL}
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
              parts: Dropdown,
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
