'use client';

import { type ReactNode, useState } from 'react';
import { type Column, Table } from './table.tsx';

type AsTableProps = {
  /** What the table holds: `Sizes of backups`. */
  label: string;
  columns: readonly Column[];
  /** Its rows, made when they are first wanted. */
  rows(): ReactNode;
};

/** The figures behind a picture. */
export const AsTable = ({ label, columns, rows }: AsTableProps) => {
  const [open, setOpen] = useState(false);
  return (
    <details className="mt-2" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="inline-flex min-h-6 items-center text-caption text-muted hover:text-text">
        <span className="link">Show as table</span>
        <span className="sr-only">: {label}</span>
      </summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <div tabIndex={0} className="mt-2 max-h-72 overflow-auto rounded-md border border-line">
          <Table label={label} columns={columns}>
            {rows()}
          </Table>
        </div>
      )}
    </details>
  );
};
