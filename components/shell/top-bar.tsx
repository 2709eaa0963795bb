import Link from 'next/link';
import { BrandMark } from './brand-mark.tsx';
import { NavTabs } from './nav-tabs.tsx';
import type { Theme } from './theme.ts';
import { UserMenu } from './user-menu.tsx';

export const TopBar = ({ theme }: { theme: Theme }) => (
  <header className="sticky top-0 z-10 grid h-[60px] grid-cols-[1fr_auto_1fr] items-center border-b border-line bg-surface px-7 max-md:px-4">
    <a
      href="#content"
      className="absolute top-3 left-3 z-10 -translate-y-20 rounded-md bg-text px-3 py-2 text-surface focus:translate-y-0"
    >
      Skip to content
    </a>
    <Link
      href="/data-stores"
      aria-label="Amber"
      className="flex items-center gap-2.5 justify-self-start rounded-sm text-heading font-bold tracking-[-0.01em]"
    >
      <BrandMark />
      <span className="max-sm:hidden">Amber</span>
    </Link>
    <NavTabs />
    <div className="justify-self-end">
      <UserMenu theme={theme} />
    </div>
  </header>
);
