/** A test by its name, and the first words of its failure. */
type Told = { name: string; words: string };
type Counts = { passed: number; failed: number; skipped: number; failures?: Told[]; secondTries?: Told[] };

export const countVitest: (file: string, ok: boolean) => Counts;
export const countPlaywright: (file: string, ok: boolean) => Counts;
