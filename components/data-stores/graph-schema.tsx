'use client';

import { type ReactNode, useState } from 'react';
import type { GraphFacts } from '#lib/domain/graph-facts';
import { countOf, countWords } from '#lib/domain/words/figures';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Cell, type Column, Row, Table } from '../ui/table.tsx';
import { byName, edgeLabelRows, indexWords, keyWords, vertexLabelRows } from './graph-schema-words.ts';

/** The schema as the last backup read it: labels with their counts, keys, indexes. */
export const GraphSchema = ({ facts }: { facts: GraphFacts }) => {
  const { propertyKeys, indexes, omitted } = facts.schema;
  return (
    <>
      <Part title="Vertex labels" columns={LABEL_COLUMNS} rows={vertexLabelRows(facts)} />
      <Part title="Edge labels" columns={LABEL_COLUMNS} rows={edgeLabelRows(facts)} />
      <Part
        title="Property keys"
        columns={[{ name: 'Key' }, DETAILS]}
        rows={byName(propertyKeys).map((key) => ({ name: key.name, words: keyWords(key) }))}
      />
      <Part
        title="Indexes"
        columns={[{ name: 'Index' }, DETAILS]}
        rows={byName(indexes).map((index) => ({ name: index.name, words: indexWords(index) }))}
      />
      {omitted > 0 && (
        <p className="text-small text-muted">
          {countOf(omitted, 'more part')} of the schema {omitted === 1 ? 'is' : 'are'} in the backup and not
          shown here.
        </p>
      )}
    </>
  );
};

const DETAILS: Column = { name: 'Details' };
const LABEL_COLUMNS: readonly Column[] = [{ name: 'Label' }, DETAILS, { name: 'Count', align: 'end' }];
/** So many stand there at once: a schema has hundreds of keys now and then. */
const SHOWN = 10;

type PartRow = { name: string; words: string; count?: number };
type PartProps = { title: string; columns: readonly Column[]; rows: readonly PartRow[] };

const Part = ({ title, columns, rows }: PartProps) => {
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  // one more row takes no more room than the button
  const folded = !all && rows.length > SHOWN + 1;
  return (
    <Section title={title} count={rows.length}>
      <Table label={title} columns={columns}>
        {(folded ? rows.slice(0, SHOWN) : rows).map((row) => (
          <PartLine key={row.name} {...row} />
        ))}
      </Table>
      {folded && (
        <div className="border-t border-line px-5 py-2.5">
          <Button size="s" onClick={() => setAll(true)}>
            Show all {rows.length} {title.toLowerCase()}
          </Button>
        </div>
      )}
    </Section>
  );
};

const PartLine = ({ name, words, count }: PartRow) => (
  <Row>
    <Cell className="mono wrap-anywhere">{name}</Cell>
    <Cell name="Details" className="text-muted">
      {words || '—'}
    </Cell>
    {count !== undefined && (
      <Cell name="Count" align="end">
        {countWords(count)}
      </Cell>
    )}
  </Row>
);

const Section = ({ title, count, children }: { title: string; count: number; children: ReactNode }) => (
  <Card className="overflow-x-auto">
    <div className="flex items-baseline justify-between gap-4 border-b border-line px-5 py-3.5">
      <h2 className="text-[15px] font-bold">{title}</h2>
      <span className="text-muted tabular-nums">{countWords(count)}</span>
    </div>
    {children}
  </Card>
);
