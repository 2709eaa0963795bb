import type { GraphFacts } from '#lib/domain/graph-facts';
import { countOf, countWords } from '#lib/domain/words/figures';
import { Card } from '../ui/card.tsx';
import { Cell, type Column, Row, Table } from '../ui/table.tsx';
import { indexWords, keyWords } from './graph-schema-words.ts';

/** The schema as the last backup read it: labels with their counts, keys, indexes. */
export const GraphSchema = ({ facts }: { facts: GraphFacts }) => {
  const { schema, vertexLabels, edgeLabels } = facts;
  return (
    <>
      <Labels title="Vertex labels" labels={schema.vertexLabels} counts={vertexLabels} />
      <Labels title="Edge labels" labels={schema.edgeLabels} counts={edgeLabels} />
      <Listed
        title="Property keys"
        columns={KEY_COLUMNS}
        rows={schema.propertyKeys.map((key) => ({ name: key.name, words: keyWords(key) }))}
      />
      <Listed
        title="Indexes"
        columns={INDEX_COLUMNS}
        rows={schema.indexes.map((index) => ({ name: index.name, words: indexWords(index) }))}
      />
      {schema.omitted > 0 && (
        <p className="text-small text-muted">
          {countOf(schema.omitted, 'more part')} of the schema {schema.omitted === 1 ? 'is' : 'are'} in the
          backup and not shown here.
        </p>
      )}
    </>
  );
};

const LABEL_COLUMNS: readonly Column[] = [
  { name: 'Label' },
  { name: 'Details' },
  { name: 'Count', align: 'end' },
];
const KEY_COLUMNS: readonly Column[] = [{ name: 'Key' }, { name: 'Details' }];
const INDEX_COLUMNS: readonly Column[] = [{ name: 'Index' }, { name: 'Details' }];

type LabelsProps = {
  title: string;
  labels: GraphFacts['schema']['vertexLabels'];
  counts: GraphFacts['vertexLabels'];
};

/** Elements may also have a label that the schema does not define: they count too. */
const Labels = ({ title, labels, counts }: LabelsProps) => {
  const known = new Set(labels.map(({ name }) => name));
  const others = Object.keys(counts).filter((name) => !known.has(name));
  const rows = [...labels, ...others.map((name) => ({ name, traits: [] }))];
  if (rows.length === 0) return null;
  return (
    <Section title={title} count={rows.length}>
      <Table label={title} columns={LABEL_COLUMNS}>
        {rows.map(({ name, traits }) => (
          <Row key={name}>
            <Cell className="mono wrap-anywhere">{name}</Cell>
            <Cell name="Details" className="text-muted">
              {traits.join(', ')}
            </Cell>
            <Cell name="Count" align="end">
              {countWords(counts[name] ?? 0)}
            </Cell>
          </Row>
        ))}
      </Table>
    </Section>
  );
};

type ListedProps = {
  title: string;
  columns: readonly Column[];
  rows: readonly { name: string; words: string }[];
};

const Listed = ({ title, columns, rows }: ListedProps) =>
  rows.length === 0 ? null : (
    <Section title={title} count={rows.length}>
      <Table label={title} columns={columns}>
        {rows.map(({ name, words }) => (
          <Row key={name}>
            <Cell className="mono wrap-anywhere">{name}</Cell>
            <Cell name="Details" className="text-muted">
              {words}
            </Cell>
          </Row>
        ))}
      </Table>
    </Section>
  );

const Section = ({ title, count, children }: { title: string; count: number; children: React.ReactNode }) => (
  <Card className="overflow-x-auto">
    <div className="flex items-baseline justify-between gap-4 border-b border-line px-5 py-3.5">
      <h2 className="text-[15px] font-bold">{title}</h2>
      <span className="text-muted tabular-nums">{countWords(count)}</span>
    </div>
    {children}
  </Card>
);
