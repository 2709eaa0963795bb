import type { PrismaClient } from '../generated/client.ts';

/** The client, or one bound to a transaction. */
export type Rows = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends'>;

/** Sizes fit a double up to 9 petabytes. */
export const toNumber = (value: bigint | null): number | null => (value === null ? null : Number(value));
