'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '../ui/class-names.ts';

const TABS = [
  { name: 'Data Stores', href: '/data-stores', under: '/data-stores' },
  { name: 'Activity', href: '/activity', under: '/activity' },
  { name: 'Account', href: '/account/backups', under: '/account' },
] as const;

export const NavTabs = () => {
  const path = usePathname() ?? '';
  return (
    <nav aria-label="Main" className="flex h-full gap-[18px] sm:gap-7">
      {TABS.map(({ name, href, under }) => {
        const here = path === under || path.startsWith(`${under}/`);
        return (
          <Link
            key={name}
            href={href}
            {...(here ? { 'aria-current': path === href ? ('page' as const) : ('true' as const) } : {})}
            className={classNames(
              'flex items-center border-y-3 border-t-transparent font-medium -outline-offset-4 transition-colors duration-100 max-sm:text-small',
              here ? 'border-b-text text-text' : 'border-b-transparent text-muted hover:text-text',
            )}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
};
