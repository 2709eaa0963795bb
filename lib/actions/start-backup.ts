'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const startBackup = async (input: unknown) => answer((actor) => web().startBackup(actor, input));
