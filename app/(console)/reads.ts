import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { web } from '#lib/composition/web';
import { isAmberError } from '#lib/domain/errors';
import type { Actor } from '#lib/domain/roles';
import type { ActivityFilter } from '#lib/domain/views/activity-view';
import type { BackupFilter } from '#lib/domain/views/backup-view';

/** What a page of the console reads, once a request. Every read goes through a use case with its actor. */

/** Who asks. Sends those who are not signed in to sign in, and back to this page afterwards. */
export const signedIn = cache(async (): Promise<Actor> => {
  const asked = await headers();
  const actor = await web().actorOf(asked);
  if (actor) return actor;
  if (!(await web().hasOwner())) redirect('/setup');
  const here = asked.get('x-amber-path');
  redirect(here ? `/sign-in?next=${encodeURIComponent(here)}` : '/sign-in');
});

export const readDataStores = cache(async () => web().listDataStores(await signedIn()));

export const readDataStore = cache(async (id: string) => {
  const actor = await signedIn();
  try {
    return await web().findDataStore(actor, { id });
  } catch (error) {
    if (isAmberError(error) && (error.code === 'not-found' || error.code === 'invalid-input')) notFound();
    throw error;
  }
});

export const readStoreHistory = async (id: string) => web().findStoreHistory(await signedIn(), { id });

export const readBackups = async (filter: BackupFilter, path: string) => {
  const actor = await signedIn();
  return orFirstPage(path, () => web().listBackups(actor, filter));
};

export const readBackupFigures = async () => web().findBackupFigures(await signedIn());

export const readActivity = async (filter: ActivityFilter, path: string) => {
  const actor = await signedIn();
  return orFirstPage(path, () => web().listActivity(actor, filter));
};

// An address cut off or made up asks for a page that never was: the list itself is there.
const orFirstPage = async <Value>(path: string, read: () => Promise<Value>): Promise<Value> => {
  try {
    return await read();
  } catch (error) {
    if (isAmberError(error) && error.code === 'invalid-input') redirect(path);
    throw error;
  }
};
