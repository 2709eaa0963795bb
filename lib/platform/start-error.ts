/** Why Amber does not start, in words for the person who starts it: shown without a stack. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

/** A setting that cannot be used. The message names it and says what it must be; it never holds a secret. */
export class SettingsError extends StartError {
  override readonly name = 'SettingsError';
}
