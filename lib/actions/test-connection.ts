'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const testConnection = async (input: unknown) => answer((actor) => web().testConnection(actor, input));
