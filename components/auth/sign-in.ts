/** What became of a try to sign in. */
export type SignInAnswer =
  | { outcome: 'signed-in' }
  | { outcome: 'wrong' }
  | { outcome: 'wait'; seconds: number }
  | { outcome: 'refused'; message: string };

const POST = { method: 'POST', headers: { 'content-type': 'application/json' } } as const;

/** Asks better-auth's own route, whose limits hold only there. */
export const signIn = async (email: string, password: string): Promise<SignInAnswer> => {
  const body = JSON.stringify({ email: email.trim(), password });
  const answer = await fetch('/api/auth/sign-in/email', { ...POST, body }).catch(() => null);
  if (!answer) return { outcome: 'refused', message: 'Amber does not answer. Is it running?' };
  if (answer.ok) return { outcome: 'signed-in' };
  if (answer.status === 429) return { outcome: 'wait', seconds: waitSeconds(answer.headers) };
  const said = (await answer.json().catch(() => null)) as { code?: string; message?: string } | null;
  return judge(answer.status, said?.code ?? '');
};

/** Seconds to wait, from the headers of a 429; a minute where none says so. */
export const waitSeconds = (headers: Headers): number => {
  const said = Number(headers.get('retry-after') ?? headers.get('x-retry-after') ?? Number.NaN);
  return Number.isFinite(said) && said >= 1 ? Math.ceil(said) : 60;
};

const judge = (status: number, code: string): SignInAnswer => {
  // The password was right, yet no session may be made.
  if (code === 'FAILED_TO_CREATE_SESSION') {
    return { outcome: 'refused', message: 'This account is switched off. Ask an owner to switch it on.' };
  }
  if (status === 400 || status === 401) return { outcome: 'wrong' };
  if (status === 403 || status === 421) {
    return {
      outcome: 'refused',
      message: 'Amber does not take requests from this address. See AMBER_URL in its settings.',
    };
  }
  return {
    outcome: 'refused',
    message: 'Something went wrong inside Amber. The log of the process has the details.',
  };
};
