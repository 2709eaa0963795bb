/** Word of Redis' TYPE command (or Dragonfly's name) for a raw type byte; null: unknown. */
export const typeWord = (_code: number): string | null => null;
/** Least RDB version whose files may hold the type. */
export const leastRdbVersion = (_code: number, _magic: 'REDIS' | 'VALKEY' = 'REDIS'): number | null => null;
