import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { request } from 'playwright/test';

/** The owner that the shared console has from its start. */
export const OWNER = { email: 'owner@example.org', password: 'a-long-password-of-the-owner' };

/** Cookies of a signed-in owner. */
export const OWNER_STATE = join(import.meta.dirname, '../../.cache/e2e/owner.json');

/** Signs in: once for all journeys that are the owner's, as the number of sign-ins is limited. Gives the state to start a context with. */
export const signIn = async (url: string, account = OWNER) => {
  const client = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const answer = await client.post('/api/auth/sign-in/email', { data: account });
  if (!answer.ok())
    throw new Error(`${account.email} cannot sign in: ${answer.status()} ${await answer.text()}`);
  const state = await client.storageState();
  await client.dispose();
  return state;
};

export const keepOwnerState = async (url: string): Promise<void> => {
  await mkdir(dirname(OWNER_STATE), { recursive: true });
  await writeFile(OWNER_STATE, JSON.stringify(await signIn(url)));
};
