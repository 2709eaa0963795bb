'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const startSampleStore = async () => answer((actor) => web().startSampleStore(actor));
