import * as z from 'zod/mini';
import { operationId } from './ids.ts';

export const cancelOperationRequest = z.object({ operationId });
