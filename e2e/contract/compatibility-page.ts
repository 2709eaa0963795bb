/** What came of restoring one server's snapshot into another server. */
export type Cell = {
  from: string;
  into: string;
  /** `replica`, `scan`; how the snapshot was taken. */
  method: string;
  /** What does not fit, by type and count; none: it was restored, with equal contents but for `losses`. */
  refusals: string[];
  losses: string[];
  /** Keys in the backup. */
  keys: number;
};

const HEAD = `# Which server's backups restore into which

Written by \`e2e/contract/compatibility.proof.test.ts\` (\`npm run test:proof\`) as it ran. Every server was filled with every type and encoding that it can hold, was backed up by each method that it allows, and each backup was restored, by the method \`restore\`, into each server, over what that held before. Afterwards the two servers were read and compared key by key: type, contents, expiry, functions. A file is also loaded as it is, as its \`dump.rdb\`, by every server that its manifest names.

- **equal**: the target holds what the backup holds.
- **equal, less …**: the same, but for what the target has no place for. The drawer says so before the restore begins.
- **refused**: the restore ended before the target was touched, and said which keys do not fit. A backup of the same store without these keys was then restored and was equal: what decides is what is in a backup, not the version of its server.

Rows: where the backup comes from. Columns: where it is restored.
`;

const short = (name: string): string => name.replace(/^(\S+ \d+\.\d+)\.\d+/, '$1');

const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, Item[]][] => {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
};

/** `1 hash (type 16)`: the keys that do not fit. */
const unfitKeys = (refusals: readonly string[]): number =>
  refusals.reduce((sum, text) => sum + Number.parseInt(text, 10), 0);

const word = ({ refusals, losses, keys }: Cell): string => {
  if (refusals.length > 0) return `refused: ${unfitKeys(refusals)} of ${keys} keys`;
  return losses.length > 0 ? 'equal, less …' : 'equal';
};

/** Both methods in one word when they agree. */
const cellWords = (cells: readonly Cell[]): string => {
  const words = groupBy(cells, word);
  return words.length === 1
    ? words[0]![0]
    : words.map(([text, of]) => `${of.map(({ method }) => method).join(', ')}: ${text}`).join('; ');
};

const namesOf = (cells: readonly Cell[], key: 'from' | 'into'): string[] => [
  ...new Set(cells.map((cell) => cell[key])),
];

const table = (cells: readonly Cell[]): string => {
  const columns = namesOf(cells, 'into');
  const rows = namesOf(cells, 'from').map((from) => {
    const words = columns.map((into) =>
      cellWords(cells.filter((cell) => cell.from === from && cell.into === into)),
    );
    return `| **${from}** | ${words.join(' | ')} |`;
  });
  return [
    `| | ${columns.map(short).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n');
};

/** `- into A, B: what`: one line for all targets, and all methods, with the same words. */
const lines = (cells: readonly Cell[], textsOf: (cell: Cell) => string[]): string[] => {
  const methods = new Set(cells.map(({ method }) => method)).size;
  const told = cells.filter((cell) => textsOf(cell).length > 0);
  const perTarget = groupBy(told, (cell) => `${cell.into}\n${textsOf(cell).join('; ')}`).map(([key, of]) => {
    const [into = '', text = ''] = key.split('\n');
    const how = of.length < methods ? `by ${of.map(({ method }) => method).join(', ')} ` : '';
    return { into, line: { how, text } };
  });
  return groupBy(perTarget, ({ line }) => JSON.stringify(line)).map(([, of]) => {
    const { how, text } = of[0]!.line;
    return `- ${how}into ${of.map(({ into }) => into).join(', ')}: ${text}`;
  });
};

const section = (cells: readonly Cell[], title: string, textsOf: (cell: Cell) => string[]): string => {
  const parts = namesOf(cells, 'from').flatMap((from) => {
    const told = lines(
      cells.filter((cell) => cell.from === from),
      textsOf,
    );
    return told.length === 0 ? [] : [`From ${from}\n\n${told.join('\n')}`];
  });
  return [`## ${title}`, ...parts].join('\n\n');
};

/** The page, the same for the same cells in the same order. */
export const compatibilityPage = (cells: readonly Cell[]): string =>
  [
    HEAD,
    table(cells),
    '',
    section(cells, 'What is refused', ({ refusals }) => refusals),
    '',
    section(cells, 'What is left out', ({ losses }) => losses),
    '',
  ].join('\n');
