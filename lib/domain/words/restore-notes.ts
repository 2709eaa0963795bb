import type { GraphRestoreFacts, KeyRestoreFacts, RestoreFacts } from '../restore.ts';
import { countOf } from './figures.ts';

/** What a person should know of a restore that is through; empty when there is nothing to add. */
export const restoreNotes = (facts: RestoreFacts): string[] =>
  facts.method === 'cursor' ? graphNotes(facts) : keyNotes(facts);

const MEMORY_ONLY = 'The target is configured to save nothing: the data is in its memory only.';

const graphNotes = (facts: GraphRestoreFacts): string[] => [
  ...(facts.danglingEdges > 0
    ? [
        `${countOf(facts.danglingEdges, 'edge')} to vertices that were deleted while the backup was taken: left out.`,
      ]
    : []),
  ...facts.leftOut,
  ...facts.differences,
  ...(facts.memoryOnly ? [MEMORY_ONLY] : []),
];

const keyNotes = (facts: KeyRestoreFacts): string[] => {
  const notes: string[] = [];
  if (facts.expiredKeys > 0)
    notes.push(`${countOf(facts.expiredKeys, 'key')} had expired and were left out.`);
  if (facts.expiredHashes > 0) {
    notes.push(
      `${countOf(facts.expiredHashes, 'hash', 'hashes')} whose fields had all expired were left out.`,
    );
  }
  if (facts.clampedExpiries > 0) {
    notes.push(
      `${countOf(facts.clampedExpiries, 'expiry', 'expiries')} above 8.5 years were shortened by the target.`,
    );
  }
  if (facts.droppedFunctions > 0) {
    notes.push(
      `${countOf(facts.droppedFunctions, 'function library', 'function libraries')} cannot be held by the target.`,
    );
  }
  notes.push(...facts.differences);
  if (facts.durability === 'memory') {
    notes.push(MEMORY_ONLY);
  }
  return notes;
};
