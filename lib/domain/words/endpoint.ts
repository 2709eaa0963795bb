/** `cache-1.internal:6379`; an IPv6 address stands in brackets. */
export const endpointWords = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
