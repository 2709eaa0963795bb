'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const addDataStore = async (input: unknown) => answer((actor) => web().addDataStore(actor, input));
