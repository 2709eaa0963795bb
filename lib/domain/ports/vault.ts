/** Seals secrets for the database. `context` names row and field: a sealed value moved elsewhere does not open. */
export type Vault = {
  seal(text: string, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): string;
};
