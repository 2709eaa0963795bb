import { generateKeyPairSync } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { messageOf } from './message-of.fixture.ts';
import { certificateInput, privateKeyInput } from './pem.ts';

const [one = '', two = ''] = rootCertificates;
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const pkcs8 = rsa.export({ type: 'pkcs8', format: 'pem' }).toString();
const locked = rsa
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
  .toString();
const lockedOld = rsa
  .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
  .toString();
const sec1 = ec.export({ type: 'sec1', format: 'pem' }).toString();
const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';

describe('certificateInput', () => {
  it.each([
    ['nothing', '', ''],
    ['one', one, one.trim()],
    ['a chain', `${one}\n${two}\n`, `${one}\n${two}`.trim()],
    ['text around it', `Certificate:\n  Data:\n${one}`, `Certificate:\n  Data:\n${one}`.trim()],
    ['line ends of Windows', `  ${one.replaceAll('\n', '\r\n')}\r\n `, one.trim()],
  ])('takes %s', (_, text, pem) => expect(certificateInput.parse(text)).toBe(pem));

  it.each([
    ['a word', 'hello', 'Paste a certificate in PEM form, from -----BEGIN CERTIFICATE----- to its end'],
    [
      'half of one',
      one.slice(0, 200),
      'Paste a certificate in PEM form, from -----BEGIN CERTIFICATE----- to its end',
    ],
    ['a key', pkcs8, 'This holds a private key; paste only the certificate'],
    ['a key with it', `${one}\n${sec1}`, 'This holds a private key; paste only the certificate'],
    [
      'a request',
      one.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'),
      'This holds something else than certificates',
    ],
    ['a damaged one', one.replace('MII', 'M!!'), 'This certificate is damaged; paste it again'],
    ['a shortened one', one.replace('MII', 'MI'), 'This certificate is damaged; paste it again'],
    ['a flood', one.repeat(200), 'This is longer than any certificate or key'],
    ['a number', 7, 'Paste text in PEM form'],
  ])('refuses %s', (_, text, message) => expect(messageOf(certificateInput, text)).toBe(message));

  it('is not slow on what looks like a thousand beginnings', () => {
    const text = '-----BEGIN CERTIFICATE-----\n'.repeat(3500);
    expect(messageOf(certificateInput, text)).toMatch(/^Paste a certificate/);
  });
});

describe('privateKeyInput', () => {
  it.each([
    ['nothing', ''],
    ['PKCS 8', pkcs8],
    ['PKCS 1', rsa.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['SEC 1', sec1],
    ['SEC 1 after its parameters', parameters + sec1],
  ])('takes %s', (_, text) => expect(privateKeyInput.parse(text)).toBe(text.trim()));

  const again = 'Paste one private key in PEM form, from -----BEGIN PRIVATE KEY----- to its end';
  const phrase = 'The key is protected by a passphrase; Amber needs it without one';
  it.each([
    ['a certificate', one, again],
    ['two', pkcs8 + sec1, again],
    ['a public one', pkcs8.replaceAll('PRIVATE', 'PUBLIC'), again],
    ['one with a passphrase', locked, phrase],
    ['an old one with a passphrase', lockedOld, phrase],
    ['a damaged one', pkcs8.replace('MII', 'M**'), 'This key is damaged; paste it again'],
  ])('refuses %s', (_, text, message) => expect(messageOf(privateKeyInput, text)).toBe(message));

  it('does not put the key into its error', () => {
    const error = privateKeyInput.safeParse(locked).error;
    expect(JSON.stringify(error?.issues)).not.toContain(locked.slice(60, 100));
  });
});
