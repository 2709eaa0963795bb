/** Names of Amber's own settings: secrets are among them. */
const OURS = /^(AMBER_|DATABASE_URL$|PORT$|HOST$|LOG_LEVEL$)/;

/** What a program of the operator's finds in its environment: that of this process, without Amber's own settings. */
export const commandEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
