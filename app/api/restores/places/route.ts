import { web } from '#lib/composition/web';
import { answerJson } from '#lib/http/answer-json';
import { queryOf } from '#lib/http/query-of';

export const GET = (request: Request): Promise<Response> =>
  answerJson(async () => web().listNewInstancePlaces(await web().actorOf(request.headers), queryOf(request)));
