/**
 * A deletion that failed for good (its file may not be removed, say) is begun again by itself after a pause: so long
 * after the first failure, twice as long after each further one. A person need not wait.
 */
export const FIRST_PAUSE_SECONDS = 600;
export const LONGEST_PAUSE_SECONDS = 86_400;
