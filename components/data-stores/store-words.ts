import { type DataStoreStatus, type EngineKind, PRODUCT_NAMES } from '#lib/domain/data-store';
import type { DataStoreDetail, DataStoreRow } from '#lib/domain/views/data-store-view';
import { spanWords } from '#lib/domain/words/times';
import type { Tone } from '../ui/pill.tsx';

/** Words and tones of a data store, without React. */

export const ENGINE_WORDS: Record<EngineKind, string> = {
  redis: 'Redis, Valkey, KeyDB or Dragonfly',
  janusgraph: 'JanusGraph',
};

const FAMILY_WORDS: Record<EngineKind, string> = { redis: 'Redis family', janusgraph: 'JanusGraph' };

/** `Redis 7.2.5`, or the family while the server was never seen. */
export const serverName = ({
  product,
  version,
  engine,
}: Pick<DataStoreRow, 'product' | 'version' | 'engine'>): string =>
  product ? [PRODUCT_NAMES[product], version].filter(Boolean).join(' ') : FAMILY_WORDS[engine];

export const STATUS_TONES: Record<DataStoreStatus, Tone> = {
  pending: 'busy',
  active: 'good',
  restoring: 'busy',
  unreachable: 'bad',
  failed: 'bad',
  deleting: 'idle',
};

/** What the `Last backup` column says. `at` is shown as a relative time, put where `%` stands. */
export type LastBackup = { tone: Tone; words: string; at: string | null; hint: string | null };

type Backed = Pick<DataStoreRow, 'moving' | 'lastBackupAt' | 'lastFailure' | 'nextBackup'>;

export const lastBackupOf = ({ moving, lastBackupAt, lastFailure, nextBackup }: Backed): LastBackup => {
  if (moving?.kind === 'backup') {
    const words = moving.state === 'pending' ? 'Pending' : ['Running', percentWords(moving.percent)].join('');
    return { tone: 'busy', words, at: null, hint: null };
  }
  if (lastFailure) return { tone: 'bad', words: 'Failed %', at: lastFailure.at, hint: lastFailure.reason };
  if (!lastBackupAt) return { tone: 'idle', words: 'None yet', at: null, hint: null };
  return { tone: nextBackup?.overdue ? 'warn' : 'good', words: '%', at: lastBackupAt, hint: null };
};

/** ` 62 %`; empty while nobody knows. */
export const percentWords = (percent: number | null): string =>
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
