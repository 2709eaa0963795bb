'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const verifyBackup = async (input: unknown) => answer((actor) => web().verifyBackup(actor, input));
