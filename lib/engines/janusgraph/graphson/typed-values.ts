const TYPE_KEY = '"@type"';
/** Of numbers and of texts whose reading has no effect but the value. */
const SHAPES: Record<string, readonly string[]> = {
  '-?\\d': [
    'g:Int32',
    'g:Int64',
    'g:Date',
    'g:Timestamp',
    'gx:Byte',
    'gx:Int16',
    'gx:BigInteger',
    'gx:BigDecimal',
  ],
  '(?:-?\\d|"NaN"|"-?Infinity")': ['g:Float', 'g:Double'],
  '"': [
    ...[
      'g:UUID',
      'gx:Char',
      'gx:ByteBuffer',
      'gx:Duration',
      'gx:Instant',
      'gx:LocalDate',
      'gx:LocalDateTime',
    ],
    ...['gx:LocalTime', 'gx:MonthDay', 'gx:OffsetDateTime', 'gx:OffsetTime', 'gx:Period', 'gx:YearMonth'],
    ...['gx:ZonedDateTime', 'gx:ZoneOffset'],
  ],
  '"?\\d': ['gx:Year'],
  '\\[': ['g:List', 'g:Set', 'g:Map'],
  '\\{': ['janusgraph:Geoshape'],
};
const KNOWN = new RegExp(
  `"@type":"(?:${Object.entries(SHAPES)
    .map(([shape, types]) => `(?:${types.join('|')})","@value":${shape}`)
    .join('|')})`,
  'y',
);
const KEY = /"@type"\s*:/y;

/** Whether an ASCII character is written as an escape, as JanusGraph never does: a key could be hidden with it. */
const hidesText = (line: string): boolean => {
  if (!line.includes('\\u00')) return false;
  // an escaped backslash is taken whole, so that what follows it is read as itself
  for (const [escaped] of line.matchAll(/\\(?:u00[2-7]|.)/g)) if (escaped.length > 2) return true;
  return false;
};

/**
 * How many values of a line have a GraphSON type that no export writes. A JanusGraph's own mapper reads the lines, and
 * such a type may make it load and initialise any class, wherever in the line it stands. So the text itself is looked at:
 * what was parsed holds only the last of two keys of one name.
 */
export const strangeTypes = (line: string): number => {
  let found = hidesText(line) ? 1 : 0;
  for (let at = line.indexOf(TYPE_KEY); at !== -1; at = line.indexOf(TYPE_KEY, at + TYPE_KEY.length)) {
    KNOWN.lastIndex = at;
    if (KNOWN.test(line)) continue;
    KEY.lastIndex = at;
    // else it is a text of these letters
    if (KEY.test(line)) found += 1;
  }
  return found;
};
