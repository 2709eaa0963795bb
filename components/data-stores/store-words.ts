import { type DataStoreStatus, type EngineKind, isGraphProbe, PRODUCT_NAMES } from '#lib/domain/data-store';
import type { DataStoreDetail, DataStoreRow } from '#lib/domain/views/data-store-view';
import { backendWords } from '#lib/domain/words/backends';
import { spanWords } from '#lib/domain/words/times';
import type { Tone } from '../ui/pill.tsx';

/** Words and tones of a data store, without React. */

const FAMILY_WORDS: Record<EngineKind, string> = { redis: 'Redis family', janusgraph: 'JanusGraph' };

/** `Redis 7.2.5`, or the family while the server was never seen. */
export const serverName = ({
  product,
  version,
  engine,
}: Pick<DataStoreRow, 'product' | 'version' | 'engine'>): string =>
  product ? [PRODUCT_NAMES[product], version].filter(Boolean).join(' ') : FAMILY_WORDS[engine];

/** `Redis 7.2.5, standalone`, `JanusGraph 1.1.0 on BerkeleyJE with Lucene`. */
export const engineWords = (
  store: Pick<DataStoreDetail, 'product' | 'version' | 'engine' | 'probe'>,
): string => {
  const server = serverName(store);
  const { probe } = store;
  if (!probe) return server;
  if (!isGraphProbe(probe)) return `${server}, ${probe.topology}`;
  const indexes = [...new Set(Object.values(probe.indexBackends).map(backendWords))];
  return `${server} on ${backendWords(probe.storageBackend)}${indexes.length > 0 ? ` with ${indexes.join(', ')}` : ''}`;
};

export const STATUS_TONES: Record<DataStoreStatus, Tone> = {
  pending: 'busy',
  active: 'good',
  restoring: 'busy',
  unreachable: 'bad',
  failed: 'bad',
  deleting: 'idle',
};

/** Under the status of a store whose server Amber makes, until it is up. */
export const SERVER_STARTING = 'Its server is being started and filled';

/** What becomes of the server when its data store is deleted. */
export const fateOfServer = ({
  runByAmber,
  madeBy,
  status,
}: Pick<DataStoreRow, 'runByAmber' | 'madeBy' | 'status'>): string => {
  if (!runByAmber) return 'The server and its data are not touched.';
  if (status === 'failed') return 'Nothing is left of its server.';
  if (madeBy === 'sample')
    return 'It is a sample that Amber runs: its server and the data in it are removed too.';
  if (madeBy === 'local') return 'Amber runs its server: the server and the data in it are removed too.';
  if (madeBy === 'graph')
    return 'Amber made its graph on a server that has others: the graph is removed there too.';
  return 'Its server was made by a command, which removes the server and the data in it too.';
};

/** A store whose server never came up: there is nothing to connect to, back up or change, only to delete. */
export const neverCameUp = ({ status }: Pick<DataStoreRow, 'status'>): boolean => status === 'failed';

/** Words of the `Last backup` column. `at` is shown as a relative time, put where `%` stands. */
type TimedWords = { tone: Tone; words: string; at: string | null };
/** The pill, and a line below it: what came of the newest attempt, and why. */
export type LastBackup = TimedWords & { note: (TimedWords & { reason: string | null }) | null };

type Backed = Pick<DataStoreRow, 'moving' | 'lastBackupAt' | 'lastFailure' | 'nextBackup'>;

/** The age of the last good one stays in sight whatever came after it. */
export const lastBackupOf = ({ moving, lastBackupAt, lastFailure, nextBackup }: Backed): LastBackup => {
  if (moving?.kind === 'backup') {
    const words = moving.state === 'pending' ? 'Pending' : ['Running', percentWords(moving.percent)].join('');
    const good =
      lastBackupAt && ({ tone: 'idle', words: 'last good %', at: lastBackupAt, reason: null } as const);
    return { tone: 'busy', words, at: null, note: good || null };
  }
  const note = lastFailure && ({ tone: 'bad', words: 'Failed %', ...lastFailure } as const);
  if (!lastBackupAt) return { tone: note ? 'bad' : 'idle', words: 'None yet', at: null, note };
  return { tone: note || nextBackup?.overdue ? 'warn' : 'good', words: '%', at: lastBackupAt, note };
};

/** ` 62 %`; empty while nobody knows. */
const percentWords = (percent: number | null): string =>
  percent === null ? '' : ` ${Math.floor(percent)} %`;

/** `Overdue 2 h`. */
export const overdueWords = (at: string, now: number): string =>
  `Overdue ${spanWords(Math.max(0, now - Date.parse(at)))}`;

/** `on, own CA, client certificate`. */
export const tlsWords = (tls: DataStoreDetail['connection']['tls']): string => {
  if (!tls) return 'off';
  const more = [
    tls.ca ? 'own CA' : 'system certificates',
    tls.serverName && `as ${tls.serverName}`,
    tls.clientCertificate && 'client certificate',
  ];
  return ['on', ...more].filter(Boolean).join(', ');
};
