export const dynamic = 'force-dynamic';

/** 200 while the process lives. */
export const GET = (): Response =>
  Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
