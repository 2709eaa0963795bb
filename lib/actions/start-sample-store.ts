'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

/** There is nothing to say, but every request of a page carries one value (lib/http/judge-action). */
export const startSampleStore = async (_nothing: null) => answer((actor) => web().startSampleStore(actor));
