import type { NextApiRequest, NextApiResponse } from 'next';
import { sendDownload } from '#lib/http/send-download';

// A file of pages/, since route handlers lose Content-Length; the length is what makes a download resumable.
export const config = { api: { bodyParser: false, responseLimit: false } };

const handle = (request: NextApiRequest, response: NextApiResponse): Promise<void> =>
  sendDownload(request, response, { backupId: String(request.query.id), stored: 'stored' in request.query });

export default handle;
