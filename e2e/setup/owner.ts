import { request } from 'playwright/test';

/** The owner that a shared console has from its start. */
export const OWNER = { email: 'owner@example.org', password: 'a-long-password-of-the-owner' };

/** Signs in; gives the state to start a context with. */
export const signIn = async (url: string, account = OWNER) => {
  const client = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const answer = await client.post('/api/auth/sign-in/email', { data: account });
  if (!answer.ok())
    throw new Error(`${account.email} cannot sign in: ${answer.status()} ${await answer.text()}`);
  const state = await client.storageState();
  await client.dispose();
  return state;
};
