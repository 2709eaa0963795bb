'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const pinBackup = async (input: unknown) => answer((actor) => web().pinBackup(actor, input));
