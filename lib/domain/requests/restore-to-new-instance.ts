import * as z from 'zod/mini';
import type { NewInstanceWhere } from '../instance.ts';
import { nameInput } from '../validation/name.ts';
import { backupId } from './ids.ts';
import { requestKey } from './request-key.ts';

const MAX_URI = 2048;

/** Where a person may have a new instance made: every provisioner but that of the samples. */
const where = z.pipe(
  z
    .string('Choose where')
    .check(z.regex(/^(local|endpoint|command:[a-z0-9-]{1,60}|graph:dst_[a-z2-9]{9,16})$/, 'Choose where')),
  z.transform((text) => text as NewInstanceWhere),
);

export const restoreToNewInstanceRequest = z
  .object({
    backupId,
    name: nameInput,
    where,
    /** Of an empty server, where it is to go into one that is there. */
    uri: z._default(
      z.string('Enter a connection URI').check(z.maxLength(MAX_URI, 'The connection URI is too long')),
      '',
    ),
    requestKey,
  })
  .check(
    z.refine(({ where: place, uri }) => place !== 'endpoint' || uri.trim() !== '', {
      error: 'Enter the address of an empty server',
      path: ['uri'],
    }),
  );

export const newInstanceRequest = z.object({ backup: backupId, where });
export const newInstancePlacesRequest = z.object({ backup: backupId });
