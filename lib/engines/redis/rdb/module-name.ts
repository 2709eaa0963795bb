const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MODULE_LETTERS = `${LETTERS}-_`;
const CLASS_LETTERS = `${LETTERS}_-`;

/** Name of a module's type from its 64-bit id: nine letters of six bits, then ten bits of version. */
export const moduleName = (id: bigint): string => {
  let name = '';
  for (let shift = 10n; shift < 64n; shift += 6n) name = MODULE_LETTERS[Number((id >> shift) & 63n)] + name;
  return name;
};

/** Name of a class of key metadata (Redis 8.6): four letters of six bits above eight bits of version and flags. */
export const metadataClassName = (spec: number): string => {
  let name = '';
  for (let shift = 8; shift < 32; shift += 6) name = CLASS_LETTERS[(spec >>> shift) & 63] + name;
  return `META-${name}`;
};
