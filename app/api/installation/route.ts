import { web } from '#lib/composition/web';
import { answerJson } from '#lib/http/answer-json';

export const GET = (request: Request): Promise<Response> =>
  answerJson(async () => web().findInstallation(await web().actorOf(request.headers)));
