/** What must be there before Amber counts as ready. A check throws a sentence that may be shown. */
export type ReadinessChecks = Record<'database' | 'storage' | 'worker', () => Promise<void>>;
export type Readiness = {
  ready: boolean;
  missing: string[];
  /** By check: `ok`, or what is wrong. */
  checks: Record<string, string>;
};

const TICK_MS = 100;
const DEADLINE_TICKS = 20;

/** Two seconds, in ticks: a process too busy to hear the answer ticks slower too, and has not missed it. */
const within = (name: string, check: () => Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    let ticks = 0;
    timer = setInterval(() => {
      ticks += 1;
      if (ticks >= DEADLINE_TICKS) reject(new Error(`the ${name} does not answer`));
    }, TICK_MS);
  });
  return Promise.race([check(), late]).finally(() => clearInterval(timer));
};

/** Runs all checks at once; each has two seconds. */
export const checkReadiness = async (checks: ReadinessChecks): Promise<Readiness> => {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<[string, string]> => {
      try {
        await within(name, check);
        return [name, 'ok'];
      } catch (error) {
        return [name, error instanceof Error ? error.message : String(error)];
      }
    }),
  );
  const missing = results.filter(([, words]) => words !== 'ok').map(([name]) => name);
  return { ready: missing.length === 0, missing, checks: Object.fromEntries(results) };
};
