import * as z from 'zod/mini';

/** Code points, as people count: an accented letter or a simple emoji is one. */
const lengthOf = (text: string): number => Array.from(text).length;

// Control and format characters (bidi marks, zero-width space and joiners, soft hyphen, tags), line and paragraph
// separators, lone surrogates, and letters that paint nothing: two names that look alike must be alike, and nothing
// may reverse the text around it. `Default_Ignorable_Code_Point` holds the Hangul fillers and variation selectors.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;
const EMOJI = /\p{RGI_Emoji}/gv;

/** Emoji are made of joiners and selectors, which are fine inside them and nowhere else. */
export const hasUnseen = (text: string): boolean => UNSEEN.test(text.replace(EMOJI, ''));

/** One line: no space at its ends, one space between words (HTML shows no more, and neither do accessible names). */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();

type Words = {
  /** Begins the sentences: `The name`, `The description`. */
  what: string;
  max: number;
  /** Message for an empty text; null: it may be empty. */
  empty: string | null;
};

/** A single line of visible text. Line breaks are refused: these texts are names of rows and options. */
export const lineInput = ({ what, max, empty }: Words) =>
  z.string(empty ?? `${what} must be text`).check(
    z.overwrite(tidy),
    z.refine((text) => empty === null || text !== '', { error: empty ?? '', abort: true }),
    z.refine((text) => lengthOf(text) <= max, {
      error: `${what} may have at most ${max.toLocaleString('en-GB')} characters`,
      abort: true,
    }),
    z.refine((text) => !/[\n\r\t\u0085\u2028\u2029]/.test(text), {
      error: `${what} must be one line, without tabs`,
      abort: true,
    }),
    z.refine((text) => !hasUnseen(text), {
      error: `${what} holds an invisible character; type it again without it`,
    }),
  );
