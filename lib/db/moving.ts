import { MOVING_STATES } from '#lib/domain/operation';

/** `isMoving` of the domain, for a query without SQL. */
export const MOVING = { in: [...MOVING_STATES] };
