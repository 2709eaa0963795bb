import { lookup } from 'node:dns/promises';
import { deniedAddress } from '#lib/domain/denied-address';
import { AmberError } from '#lib/domain/errors';

/**
 * The numeric addresses a host stands for, the denied ones left out. The caller connects to these and not to the name:
 * a second resolution could give another answer. Odd spellings of IPv4 addresses are resolved as the system does it.
 */
export const resolveAddresses = async (host: string): Promise<string[]> => {
  let found: string[];
  try {
    found = (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);
  } catch (error) {
    throw new AmberError(
      'store-unresolved',
      `The host name ${JSON.stringify(host.slice(0, 255))} is not known. Check its spelling.`,
      {
        cause: error,
      },
    );
  }
  const allowed = found.filter((address) => deniedAddress(address) === null);
  if (allowed.length > 0) return allowed;
  const why = found.map(deniedAddress).find((reason) => reason !== null) ?? 'no address';
  throw new AmberError(
    'store-address-denied',
    `The host ${JSON.stringify(host.slice(0, 255))} leads to ${why}. Data stores may not live there.`,
  );
};
