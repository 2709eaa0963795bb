import { z } from 'zod';
import { operationId } from './ids.ts';

export const cancelOperationRequest = z.object({ operationId });
