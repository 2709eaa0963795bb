import { keyText } from '#lib/engines/redis/rdb/rdb-facts-collector';

/** What a command is for, so that a refusal can name it. */
export type Label = {
  /** The key, raw; null: the command is for no key. */
  key: Uint8Array | null;
  /** `hash`, or what the command is for: `the function library lib`. */
  type: string;
};

/** `key "user:1" (hash)`, `the function library lib` */
export const labelWords = ({ key, type }: Label): string =>
  key === null ? type : `key "${keyText(key)}" (${type})`;
