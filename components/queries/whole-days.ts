/** The number of days that a retention field holds; null while what was typed is none. The server judges it again. */
export const wholeDays = (typed: string, max: number): number | null => {
  const days = /^\s*\d{1,9}\s*$/.test(typed) ? Number(typed) : 0;
  return days >= 1 && days <= max ? days : null;
};
