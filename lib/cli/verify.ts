import type { Manifest } from '#lib/domain/manifest';
import { bytesWords } from '#lib/domain/words/figures';
import { contentsJson, contentsWords } from './contents-words.ts';
import { DONE } from './exit-codes.ts';
import { openBackupAt } from './open-backup.ts';
import type { ReadArguments } from './parse-arguments.ts';
import { createProgressLine } from './progress-line.ts';
import type { Result } from './result.ts';
import type { Terminal } from './terminal.ts';

/** `amber verify PATH`: checks sizes, checksums, manifest, and parses everything. */
export const verify = async ({ path, identity }: ReadArguments, terminal: Terminal): Promise<Result> => {
  const backup = await openBackupAt(path, identity);
  const line = createProgressLine(terminal);
  try {
    const facts = await backup.inspect(line.run);
    return {
      exitCode: DONE,
      json: { verified: true, artefact: artefactJson(backup.manifest), contents: contentsJson(facts) },
      lines: () => [...artefactWords(backup.manifest), ...contentsWords(facts)],
    };
  } finally {
    line.end();
  }
};

/** Only the console that signed a manifest can check that: the command line has no secret key. */
const signatureOf = (manifest: Manifest) => (manifest.mac === null ? 'absent' : 'not-checked');

const artefactJson = (manifest: Manifest | null): object | null => {
  if (manifest === null) return null;
  const { backupId, dataStoreId, startedAt, data, encryption } = manifest;
  const { file, plain, stored } = data;
  return {
    backupId,
    dataStoreId,
    startedAt,
    file,
    plain,
    stored,
    encryption,
    signature: signatureOf(manifest),
  };
};

const artefactWords = (manifest: Manifest | null): string[] => {
  if (manifest === null) return ['The file is complete. It has no manifest to compare it with.'];
  const { backupId, startedAt, data } = manifest;
  const signed = manifest.mac === null ? '' : ' Only the console that took it can check its signature.';
  return [
    `Backup ${backupId} of ${startedAt} is complete and unchanged.${signed}`,
    `${data.file}: ${bytesWords(data.stored.bytes)}, SHA-256 ${data.stored.sha256}`,
    `plain: ${bytesWords(data.plain.bytes)}, SHA-256 ${data.plain.sha256}`,
  ];
};
