import * as z from 'zod/mini';
import { backupId } from './ids.ts';

export const backupRequest = z.object({ backupId });
export const pinBackupRequest = z.object({ backupId, pinned: z.boolean() });
