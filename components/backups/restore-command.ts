import type { BackupRow } from '#lib/domain/views/backup-view';

/** What a shell leaves alone without quotes. */
const PLAIN = /^[\w@%+=:,./[\]-]+$/;

const quoted = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** The command that loads a downloaded backup. The URI never holds a password: the command asks for it. */
export const restoreCommand = (backup: Pick<BackupRow, 'id' | 'fileName'>, uri: string | null): string =>
  [
    'npx amber restore',
    quoted(`./${backup.fileName ?? `${backup.id}.rdb`}`),
    '--to',
    uri ? quoted(uri) : 'redis://HOST:6379',
    '--yes',
  ].join(' ');
