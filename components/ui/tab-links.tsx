'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from './class-names.ts';

/** Tabs that are links. A tab is on when the path is its `href`, or begins with it when it is no prefix of another. */
export const TabLinks = ({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { href: string; name: string }[];
}) => {
  const path = usePathname();
  return (
    <nav
      aria-label={label}
      className="mb-5 flex gap-6 overflow-x-auto border-b border-line [scrollbar-width:none] max-md:-mx-4 max-md:px-4"
    >
      {tabs.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          {...(path === href ? { 'aria-current': 'page' as const } : {})}
          className={classNames(
            '-mb-px border-b-2 py-2.5 font-medium whitespace-nowrap -outline-offset-2 transition-colors duration-100',
            path === href ? 'border-accent text-text' : 'border-transparent text-muted hover:text-text',
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
};
