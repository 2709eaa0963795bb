'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const applyPolicy = async (input: unknown) => answer((actor) => web().applyPolicy(actor, input));
