import * as z from 'zod/mini';
import { retentionDaysInput } from '../validation/retention.ts';
import { dataStoreId } from './ids.ts';

export const previewRetentionRequest = z.object({ dataStoreId, days: retentionDaysInput });
