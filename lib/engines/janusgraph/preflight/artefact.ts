import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import type { PreflightArtefact } from '#lib/domain/ports/engine';
import type { PreflightCheck } from '#lib/domain/restore';

export type Artefact = PreflightArtefact<GraphFacts>;
export type Check = (artefact: Artefact, target: GraphProbe) => PreflightCheck[];

export const pass = (id: string, text: string): PreflightCheck => ({ id, outcome: 'pass', text });
export const warn = (id: string, text: string): PreflightCheck => ({ id, outcome: 'warn', text });
export const refuse = (id: string, text: string): PreflightCheck => ({ id, outcome: 'refuse', text });

const MOST_NAMES = 5;

/** `a, b and 3 more`; `more`: how many there are that are not in the list. */
export const namesOf = (names: readonly string[], more = 0): string => {
  const shown = names.slice(0, MOST_NAMES).map((name) => name.slice(0, 60));
  const rest = names.length + more - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
};
