/**
 * Numbers under which JanusGraph 1.1 registers the classes that it reads field by field: the data types of properties,
 * arrays of them, Geoshape, Instant, Duration and JSON. All others (HashMap, 68) go through Java's own serialisation,
 * where bytes of a stranger's choice can run code.
 */
const READ_BY_FIELD = new Set([1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 64, 65, 70, 71]);
for (let array = 22; array <= 30; array += 1) READ_BY_FIELD.add(array);

/** The first byte holds the whole of a number below 128, with the highest bit set (JanusGraph's VariableLong). */
const LAST_GROUP = 0x80;

/** Whether a `native` or `nativeValue`, JanusGraph's bytes in base64, is read through Java's serialisation. */
export const isJavaSerialised = (base64: string): boolean => {
  const first = Buffer.from(base64.slice(0, 4), 'base64')[0];
  return first === undefined || (first & LAST_GROUP) === 0 || !READ_BY_FIELD.has(first & (LAST_GROUP - 1));
};
