import { keyFingerprint } from '#lib/platform/secret-key';
import { SettingsError } from '#lib/platform/start-error';
import type { Db } from './client.ts';

/**
 * Ties the database to the secret key of its first start. Another key could open none of the stored passwords: it
 * stops the start with a SettingsError before anything is written with it.
 */
export const claimSecretKey = async (db: Db): Promise<void> => {
  const mine = keyFingerprint();
  await db.installation.createMany({ data: [{ id: 1, keyFingerprint: mine }], skipDuplicates: true });
  const { keyFingerprint: theirs } = await db.installation.findUniqueOrThrow({ where: { id: 1 } });
  if (theirs === mine) return;
  throw new SettingsError(
    `The secret key is not the one this database was set up with (it has the fingerprint ${theirs}, this one ${mine}). Set AMBER_SECRET_KEY to the right one, or put the right secret-key file back into the data folder.`,
  );
};
