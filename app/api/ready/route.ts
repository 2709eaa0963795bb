import { currentReadiness } from '#lib/composition/readiness';

export const dynamic = 'force-dynamic';

/** 200 when database, storage and a worker are there; else 503, and the body names what is missing. */
export const GET = async (): Promise<Response> => {
  const state = await currentReadiness();
  return Response.json(state, { status: state.ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
};
