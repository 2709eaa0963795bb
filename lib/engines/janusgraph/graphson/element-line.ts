import { isJavaSerialised } from './native-value.ts';

type Properties = {
  properties?: Record<string, unknown> | undefined;
  native?: Record<string, string> | undefined;
};
type VertexProperty = Properties & { nativeValue?: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fits = (value: unknown): value is Properties =>
  isObject(value) && (value.properties === undefined || isObject(value.properties)) && areTexts(value.native);

const areTexts = (natives: unknown): boolean =>
  natives === undefined ||
  (isObject(natives) && Object.values(natives).every((each) => typeof each === 'string'));

const javaIn = ({ native }: Properties): number =>
  native === undefined ? 0 : Object.values(native).filter(isJavaSerialised).length;

/** What the JSON of an element line holds beside its head. */
export type ElementBody = {
  /** Keys of its properties. */
  keys: string[];
  /** Those and the keys of meta-properties, some several times. */
  names: string[];
  /** Values of a vertex's properties. */
  values: number;
  javaValues: number;
};

/** The body of an edge line (its JSON, parsed); null where it is none. */
export const edgeBody = (parsed: unknown): ElementBody | null => {
  if (!fits(parsed)) return null;
  const keys = Object.keys(parsed.properties ?? {});
  return { keys, names: keys, values: 0, javaValues: javaIn(parsed) };
};

const isVertexProperty = (value: unknown): value is VertexProperty =>
  fits(value) &&
  'value' in value &&
  ['undefined', 'string'].includes(typeof (value as VertexProperty).nativeValue);

/** The body of a vertex line; `onProperty` gets the key of each value and its meta-properties' keys. */
export const vertexBody = (
  parsed: unknown,
  onProperty?: (key: string, metaKeys: string[]) => void,
): ElementBody | null => {
  if (!fits(parsed)) return null;
  const keys = Object.keys(parsed.properties ?? {});
  const found: ElementBody = { keys, names: [...keys], values: 0, javaValues: 0 };
  for (const key of found.keys) {
    const values = parsed.properties![key];
    if (!Array.isArray(values) || !values.every(isVertexProperty)) return null;
    for (const value of values) {
      found.values += 1;
      found.javaValues += javaIn(value);
      if (value.nativeValue !== undefined && isJavaSerialised(value.nativeValue)) found.javaValues += 1;
      if (value.properties === undefined && onProperty === undefined) continue;
      const metaKeys = Object.keys(value.properties ?? {});
      found.names.push(...metaKeys);
      onProperty?.(key, metaKeys);
    }
  }
  return found;
};
