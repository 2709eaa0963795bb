/**
 * The origins under which this console is reached: that of AMBER_URL, or, while it is not set, this machine's own
 * names with our port. The first is the one to print and to put in links.
 */
export const ownOrigins = ({ url, port }: { url: string | null; port: number }): [string, ...string[]] => {
  if (url) return [url];
  const local = (name: string) => new URL(`http://${name}:${port}`).origin;
  return [local('localhost'), local('127.0.0.1'), local('[::1]')];
};

/** Whether a Host header names one of them. A browser leaves out the port that the scheme implies. */
export const isOwnHost = (origins: readonly string[], host: string | null): boolean =>
  host !== null && origins.some((origin) => new URL(origin).host === host.toLowerCase());
