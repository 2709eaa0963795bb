'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const restoreSafetyBackup = async (input: unknown) =>
  answer((actor) => web().restoreSafetyBackup(actor, input));
