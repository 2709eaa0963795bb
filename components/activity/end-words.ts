import type { OperationKind } from '#lib/domain/operation';
import type { ActivityRow } from '#lib/domain/views/activity-view';

/** The message that says how an operation ended, and the page that shows it. */
export type EndWords = { tone: 'good' | 'bad'; text: string; href: string };

type Ended = Pick<
  ActivityRow,
  'kind' | 'state' | 'summary' | 'reason' | 'dataStoreId' | 'dataStoreName' | 'restore'
>;

const WHAT: Record<OperationKind, (store: string) => string> = {
  backup: (store) => `The backup of ${store}`,
  restore: (store) => `The restore into ${store}`,
  verification: (store) => `The verification of a backup of ${store}`,
  deletion: (store) => `The deletion of a backup of ${store}`,
};

const DONE: Record<OperationKind, string> = {
  backup: 'is available',
  restore: 'is complete',
  verification: 'is through',
  deletion: 'is through',
};

const withMore = (sentence: string, more: string | null): string =>
  more ? `${sentence}: ${more}` : sentence;

/** How it ended, in one sentence. A restore that left its store incomplete is bad news, however it came to that. */
export const endWords = (row: Ended): EndWords => {
  const kind = row.kind === 'slot' ? 'backup' : row.kind;
  const what = WHAT[kind](row.dataStoreName ?? 'a data store');
  const href = hrefOf(kind, row.dataStoreId);
  const left = row.restore?.targetState === 'incomplete' ? ' and left it incomplete' : '';
  if (row.state === 'completed' && kind === 'verification') {
    const store = row.dataStoreName ?? 'a data store';
    return { tone: 'good', text: withMore(`A backup of ${store} is verified`, row.summary), href };
  }
  if (row.state === 'completed') {
    return { tone: 'good', text: withMore(`${what} ${DONE[kind]}`, row.summary), href };
  }
  if (row.state === 'cancelled') {
    return { tone: left ? 'bad' : 'good', text: `${what} was cancelled${left}.`, href };
  }
  return { tone: 'bad', text: withMore(`${what} failed${left}`, row.reason), href };
};

const hrefOf = (kind: OperationKind, dataStoreId: string | null): string => {
  if (kind === 'verification' || dataStoreId === null) return `/activity?kind=${kind}`;
  return kind === 'restore' ? `/data-stores/${dataStoreId}` : `/data-stores/${dataStoreId}/backups`;
};
