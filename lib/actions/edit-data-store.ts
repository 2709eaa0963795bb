'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const editDataStore = async (input: unknown) => answer((actor) => web().editDataStore(actor, input));
