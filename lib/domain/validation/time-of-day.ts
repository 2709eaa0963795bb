/** Minutes after midnight of a time as people type it (`02:30`, `2:30`); null for anything else. */
export const minuteOfDay = (typed: string): number | null => {
  const [, hour, minute] = /^\s*(\d{1,2}):(\d\d)\s*$/.exec(typed) ?? [];
  return hour !== undefined && Number(hour) < 24 && Number(minute) < 60
    ? Number(hour) * 60 + Number(minute)
    : null;
};

export const TIME_OF_DAY = 'Give the time of day as hours and minutes, 00:00 to 23:59';
