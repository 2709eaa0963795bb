'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

export const deleteBackup = async (input: unknown) => answer((actor) => web().deleteBackup(actor, input));
