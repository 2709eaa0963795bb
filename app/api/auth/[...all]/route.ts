import { auth } from '#lib/auth/auth';

/** What the console uses. The rest of better-auth's routes (new accounts, profiles, resets) stays closed. */
const OPEN = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'GET /api/auth/get-session',
]);

const handle = (request: Request): Response | Promise<Response> => {
  const { pathname } = new URL(request.url);
  if (OPEN.has(`${request.method} ${pathname}`)) return auth().handler(request);
  return Response.json({ code: 'not-found', message: 'There is nothing here.' }, { status: 404 });
};

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
