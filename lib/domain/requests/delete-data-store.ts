import * as z from 'zod/mini';
import { dataStoreId } from './ids.ts';

export const deleteDataStoreRequest = z.object({ id: dataStoreId, deleteBackups: z.boolean() });
