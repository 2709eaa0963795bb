import { web } from '#lib/composition/web';
import { answerJson } from '#lib/http/answer-json';

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answerJson(async () => web().findOperation(await web().actorOf(request.headers), await params));
