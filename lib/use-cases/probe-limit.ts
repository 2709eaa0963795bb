/** A bound above what an engine allows itself for a probe. Milliseconds. */
const PROBE_LIMIT_MS = 12_000;

export const probeLimit = (): AbortSignal => AbortSignal.timeout(PROBE_LIMIT_MS);
