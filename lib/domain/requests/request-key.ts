import * as z from 'zod/mini';

/** Made once by an opened drawer: a double click or a lost reply starts one operation, not two. */
export const requestKey = z.uuid('Open the drawer again');
