'use client';

import type * as Dropdown from '@radix-ui/react-dropdown-menu';
import { type ComponentProps, createContext, type ReactElement, type ReactNode, useContext } from 'react';

export type MenuProps = {
  /** One button. */
  trigger: ReactElement<ComponentProps<'button'>>;
  align?: 'start' | 'end';
  onOpenChange?(open: boolean): void;
  children: ReactNode;
};

export type MenuInside = {
  /** Parts of the menu, which come with its panel: the items themselves load nothing. */
  parts: typeof Dropdown;
  /**
   * An item's action waits until the menu is gone and its button has the focus again: a dialog that the action opens
   * then gives the focus back to that button, not to an item that no longer exists.
   */
  choose(action: () => void): void;
  landmark: HTMLElement | null;
};

export const MenuContext = createContext<MenuInside | null>(null);

export const useMenu = (): MenuInside => {
  const inside = useContext(MenuContext);
  if (!inside) throw new Error('A menu item needs a Menu around it');
  return inside;
};
