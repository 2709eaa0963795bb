'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const startRestoreToNewInstance = async (input: unknown) =>
  answer((actor) => web().startRestoreToNewInstance(actor, input));
