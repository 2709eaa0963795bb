import { timeZoneNames } from '#lib/domain/validation/time-zone';

/** Names that changed since browsers fixed theirs: old name of the list, name that people look for today. */
const RENAMED: Record<string, string> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const todaysName = (timeZone: string): string => RENAMED[timeZone] ?? timeZone;

/** The zone that people at this browser live in; UTC where it does not say. */
export const browserTimeZone = (): string =>
  todaysName(new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');

/** All IANA zones that the browser knows, UTC first, then what is chosen now even if the browser does not list it. */
export const timeZones = (chosen: string): string[] => [
  ...new Set(['UTC', chosen, ...timeZoneNames().map(todaysName)]),
];

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
