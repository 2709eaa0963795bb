/** What had the focus when a dialog opened. */
export const focusedNow = (): HTMLElement | null =>
  document.activeElement instanceof HTMLElement && document.activeElement !== document.body
    ? document.activeElement
    : null;

/** Gives the focus back; to the page's main part when the opener is gone (a deleted row's button). */
export const giveFocusBack = (opener: HTMLElement | null): void => {
  const target = opener?.isConnected ? opener : document.querySelector<HTMLElement>('main');
  target?.focus({ preventScroll: target.tagName === 'MAIN' });
};

const FIRST =
  '[data-autofocus], input:not([type="hidden"]):not(:disabled):not([tabindex="-1"]), textarea:not(:disabled), [role="combobox"]:not(:disabled), [role="checkbox"][tabindex="0"]';

/**
 * Focuses the first control of `body`, else `dialog` itself, which is also right on touch screens: there a focused
 * input would open the keyboard over the drawer.
 */
export const focusFirst = (body: HTMLElement | null, dialog: HTMLElement | null): void => {
  const touch = window.matchMedia('(pointer: coarse)').matches;
  const first = touch ? null : body?.querySelector<HTMLElement>(FIRST);
  (first ?? dialog)?.focus({ preventScroll: true });
};

/** After a refused form: the first field that has an error. */
export const focusInvalid = (body: HTMLElement | null): void => {
  const invalid = body?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]');
  const control = invalid?.matches('fieldset')
    ? invalid.querySelector<HTMLElement>('[tabindex="0"], input')
    : invalid;
  control?.focus();
};
