'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const startRestore = async (input: unknown) => answer((actor) => web().startRestore(actor, input));
