import { web } from '#lib/composition/web';
import { answerJson } from '#lib/http/answer-json';
import { queryOf } from '#lib/http/query-of';

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answerJson(async () => {
    const { id } = await params;
    const asked = { ...queryOf(request), dataStoreId: id };
    return web().previewRetention(await web().actorOf(request.headers), asked);
  });
