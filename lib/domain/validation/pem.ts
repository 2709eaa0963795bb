import * as z from 'zod/mini';

const MAX_LENGTH = 100_000;
const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----\n([\s\S]*?)\n-----END \1-----/g;

type Block = { label: string; body: string };

/** Unix line ends, no space around: what is stored and compared. */
const tidyPem = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();

/** RFC 7468 in its strict form; text between the blocks (as `openssl x509 -text` prints it) is fine. */
const blocksOf = (text: string): Block[] =>
  Array.from(text.matchAll(BLOCK), ([, label = '', body = '']) => ({ label, body }));

const isBase64 = (body: string): boolean => {
  const letters = body.replace(/\s/g, '');
  return letters.length > 0 && letters.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(letters);
};

const certificateProblem = (text: string): string | null => {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) {
    return 'This holds a private key; paste only the certificate';
  }
  const blocks = blocksOf(text);
  if (blocks.length === 0)
    return 'Paste a certificate in PEM form, from -----BEGIN CERTIFICATE----- to its end';
  if (blocks.some((block) => block.label !== 'CERTIFICATE'))
    return 'This holds something else than certificates';
  return blocks.every((block) => isBase64(block.body)) ? null : 'This certificate is damaged; paste it again';
};

const KEY_LABELS = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'];

const keyProblem = (text: string): string | null => {
  if (/ENCRYPTED/.test(text)) return 'The key is protected by a passphrase; Amber needs it without one';
  // `openssl ecparam -genkey` writes the curve's parameters before the key.
  const keys = blocksOf(text).filter((block) => block.label !== 'EC PARAMETERS');
  const [key] = keys;
  if (key === undefined || keys.length > 1 || !KEY_LABELS.includes(key.label)) {
    return 'Paste one private key in PEM form, from -----BEGIN PRIVATE KEY----- to its end';
  }
  return isBase64(key.body) ? null : 'This key is damaged; paste it again';
};

const pemInput = (problemOf: (text: string) => string | null) =>
  z.string('Paste text in PEM form').check(
    z.overwrite(tidyPem),
    z.superRefine((text, context) => {
      if (text === '') return;
      const problem =
        text.length > MAX_LENGTH ? 'This is longer than any certificate or key' : problemOf(text);
      // The input is left out of the issue: it may be a key.
      if (problem !== null) context.addIssue({ code: 'custom', message: problem, input: undefined });
    }),
  );

/** One or more certificates, or an empty text. Whether they are valid shows when Amber connects. */
export const certificateInput = pemInput(certificateProblem);

/** One private key without passphrase, or an empty text. */
export const privateKeyInput = pemInput(keyProblem);
