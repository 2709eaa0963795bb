import { web } from '#lib/composition/web';
import { answerJson } from '#lib/http/answer-json';

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answerJson(async () => {
    const { id } = await params;
    const days = new URL(request.url).searchParams.get('days');
    return web().previewRetention(await web().actorOf(request.headers), { dataStoreId: id, days });
  });
