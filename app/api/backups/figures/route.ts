import { web } from '#lib/composition/web';
import { answerJson } from '#lib/http/answer-json';

export const GET = (request: Request): Promise<Response> =>
  answerJson(async () => web().findBackupFigures(await web().actorOf(request.headers)));
