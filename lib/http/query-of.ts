/** The query of a request as an object; of a name given twice the last one counts, an empty one is not there. */
export const queryOf = (request: Request): Record<string, string> =>
  Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ''));
