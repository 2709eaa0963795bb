import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Skeleton } from './skeleton.tsx';

// What each row and cell looks like stands in table.css: written out in classes, it was most of a page's bytes.

// Written out, as browsers drop a table's own roles when its parts are no longer laid out as a table.
const ROLES = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

export type Column = {
  /** Header text; also what stands before the value on a card. */
  name: string;
  align?: 'end';
  /** The header is for screen readers only (the column of menus). */
  quiet?: boolean;
  className?: string;
};

type TableProps = { label: string; columns: readonly Column[]; children: ReactNode; className?: string };

/** A table that turns into cards below 768 pixels. */
export const Table = ({ label, columns, children, className }: TableProps) => (
  <table
    {...ROLES.table}
    aria-label={label}
    className={classNames('w-full border-collapse max-md:block', className)}
  >
    <thead {...ROLES.rowgroup} className="max-md:sr-only">
      <tr {...ROLES.row}>
        {columns.map((column) => (
          <th
            key={column.name}
            scope="col"
            {...ROLES.columnheader}
            className={classNames(
              'border-b border-line px-2 py-3 xl:px-[11px] text-micro font-semibold tracking-[0.06em] whitespace-nowrap text-faint uppercase first:pl-5 last:pr-5',
              column.align === 'end' ? 'text-right md:pr-4 xl:pr-7' : 'text-left',
              column.className,
            )}
          >
            {column.quiet ? <span className="sr-only">{column.name}</span> : column.name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody {...ROLES.rowgroup} className="max-md:block">
      {children}
    </tbody>
  </table>
);

export const Row = ({ children, className }: { children: ReactNode; className?: string }) => (
  <tr {...ROLES.row} className={classNames('group data-row', className)}>
    {children}
  </tr>
);

type CellProps = {
  /** Stands before the value on a card: the column's name. Leave it out for the card's title and its menu. */
  name?: string;
  align?: 'end';
  /** The cell of the row's menu: top right on a card. */
  corner?: boolean;
  className?: string;
  children?: ReactNode;
};

export const Cell = ({ name, align, corner = false, className, children }: CellProps) => (
  <td
    {...ROLES.cell}
    className={classNames(
      corner ? 'data-corner' : 'data-cell',
      name && 'data-cell-named',
      align === 'end' && 'data-cell-end',
      className,
    )}
  >
    {name && (
      <span aria-hidden className="data-cell-name">
        {name}
      </span>
    )}
    {name ? <div className="min-w-0">{children}</div> : children}
  </td>
);

const classOf = (column: Column | undefined) => (column?.className ? { className: column.className } : {});

type SkeletonRowsProps = {
  rows: number;
  /** Classes such as `w-24`, one a column. */
  widths: readonly string[];
  /** Where some columns are left out at some widths. */
  columns?: readonly Column[];
};

/** Rows of the final height while data is on its way. */
export const SkeletonRows = ({ rows, widths, columns = [] }: SkeletonRowsProps) =>
  Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no other key
    <Row key={row}>
      {widths.map((width, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
        <Cell key={column} {...classOf(columns[column])}>
          <span className="flex h-9 items-center max-md:h-5">
            <Skeleton className={classNames('h-3.5', width)} />
          </span>
        </Cell>
      ))}
    </Row>
  ));
