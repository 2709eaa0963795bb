type Counts = { passed: number; failed: number; skipped: number };

export const countVitest: (file: string, ok: boolean) => Counts;
export const countPlaywright: (file: string, ok: boolean) => Counts;
