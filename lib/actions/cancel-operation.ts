'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const cancelOperation = async (input: unknown) =>
  answer((actor) => web().cancelOperation(actor, input));
