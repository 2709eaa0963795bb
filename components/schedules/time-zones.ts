import { timeZoneNames } from '#lib/domain/validation/time-zone';

/** The zone that people at this browser live in; UTC where it does not say. */
export const browserTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** All IANA zones that the browser knows, UTC first, then what is chosen now even if the browser does not list it. */
export const timeZones = (chosen: string): string[] => [...new Set(['UTC', chosen, ...timeZoneNames()])];

/** `UTC+1`, `UTC-3:30`, `UTC`: what the zone's clocks differ by at that moment. Empty for an unknown zone. */
export const offsetWords = (timeZone: string, at: Date): string => {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(
      at,
    );
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    return name.replace(/^GMT/, 'UTC').replace('−', '-').replace(/\+0$/, '');
  } catch {
    return '';
  }
};
