import { ENGINE_FORMATS } from '#lib/domain/contents';
import { DEFAULT_PORTS, type EngineKind } from '#lib/domain/data-store';
import type { BackupRow } from '#lib/domain/views/backup-view';

/** What a shell leaves alone without quotes. */
const PLAIN = /^[\w@%+=:,./[\]-]+$/;

const quoted = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const SCHEMES: Record<EngineKind, string> = { redis: 'redis', janusgraph: 'ws' };

/** The command that loads a downloaded backup. The URI never holds a password: the command asks for it. */
export const restoreCommand = (
  { id, fileName, engine }: Pick<BackupRow, 'id' | 'fileName' | 'engine'>,
  uri: string | null,
): string =>
  [
    'npx amber restore',
    quoted(`./${fileName ?? `${id}.${ENGINE_FORMATS[engine]}`}`),
    '--to',
    uri ? quoted(uri) : `${SCHEMES[engine]}://HOST:${DEFAULT_PORTS[engine]}`,
    '--yes',
  ].join(' ');
