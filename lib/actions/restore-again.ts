'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const restoreAgain = async (input: unknown) => answer((actor) => web().restoreAgain(actor, input));
