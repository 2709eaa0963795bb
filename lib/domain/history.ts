/** How long what has ended stays in Activity with its log, days. */
export const HISTORY_DAYS = 90;
/** Slots stay a little longer: a calendar of the last 90 days is whole in every time zone. */
export const SLOT_DAYS = HISTORY_DAYS + 7;
