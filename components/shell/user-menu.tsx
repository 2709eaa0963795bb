'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '#components/account/session-context';
import { Menu, MenuChoices, MenuItem, MenuNote, MenuSeparator, MenuSub } from '../ui/menu.tsx';
import { useMessages } from '../ui/messages.tsx';
import { THEME_COOKIE, THEME_WORDS, THEMES, type Theme, themeOf } from './theme.ts';

const YEAR_SECONDS = 31_536_000;

export const UserMenu = ({ theme }: { theme: Theme }) => {
  const { name, email } = useSession();
  const [chosen, setChosen] = useState(theme);
  const { fail } = useMessages();
  const choose = (value: string) => {
    setChosen(themeOf(value));
    applyTheme(themeOf(value));
  };
  const leave = async () => {
    if (await signOut()) window.location.assign('/sign-in');
    else fail('Signing out did not work. Is Amber running?');
  };
  return (
    <div className="relative -mr-1 flex items-center gap-2.5 py-1 pr-1 pl-1 md:-mr-2.5 md:pr-2.5">
      <Menu
        trigger={
          // The words lie above the button, not in it: its name is `User menu`, and their text would contradict that.
          <button
            type="button"
            aria-label="User menu"
            className="absolute inset-0 rounded-full hover:bg-idle-soft data-[state=open]:bg-idle-soft"
          />
        }
      >
        <MenuNote>
          <span className="block font-medium text-text">{name}</span>
          {email}
        </MenuNote>
        <MenuSeparator />
        <MenuSub label="Theme">
          <MenuChoices
            value={chosen}
            onValue={choose}
            choices={THEMES.map((value) => ({ value, label: THEME_WORDS[value] }))}
          />
        </MenuSub>
        <MenuItem onSelect={leave}>Sign out</MenuItem>
      </Menu>
      <span
        aria-hidden
        className="pointer-events-none relative grid size-[30px] place-items-center rounded-full bg-accent-soft text-caption font-semibold text-accent"
      >
        {initials(name)}
      </span>
      <span className="pointer-events-none relative max-w-40 truncate max-md:hidden">{name}</span>
      <ChevronDown aria-hidden className="pointer-events-none relative size-4 text-faint max-md:hidden" />
    </div>
  );
};

/** `Rosa Ortiz` → `RO`, `ada` → `A`. */
const initials = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const first = Array.from(words[0] ?? '')[0] ?? '?';
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
  return (first + last).toUpperCase();
};

const applyTheme = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const age = theme === 'system' ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from Firefox and insecure contexts
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax`;
};

const signOut = async (): Promise<boolean> => {
  const answer = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => null);
  return answer?.ok ?? false;
};
