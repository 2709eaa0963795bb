export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_WORDS: Record<Theme, string> = { system: 'Like the system', light: 'Light', dark: 'Dark' };

/** Cookie that holds a chosen theme; without it the system decides. */
export const THEME_COOKIE = 'amber-theme';

export const themeOf = (cookie: string | undefined): Theme =>
  THEMES.find((theme) => theme === cookie) ?? 'system';
