'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const deleteDataStore = async (input: unknown) =>
  answer((actor) => web().deleteDataStore(actor, input));
