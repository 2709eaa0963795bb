'use server';

import { web } from '#lib/composition/web';
import { answer } from './answer.ts';

/** Answers as long as there is no user; asks for no session. */
export const createOwner = async (input: unknown) =>
  answer(async (_, asked) => {
    await web().setUpOwner(input, asked);
    return {};
  });
