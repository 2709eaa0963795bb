/** Builds the console as `npm start` does, unless it is built. */
import { join } from 'node:path';
import { ROOT } from '../start/build-console.ts';
import { prepareProgram } from '../start/prepare-program.ts';

await prepareProgram({ dataDir: join(ROOT, 'data'), withPages: true }, new AbortController().signal);
