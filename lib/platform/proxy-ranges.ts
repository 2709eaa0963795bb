import { BlockList, isIP } from 'node:net';

/** An address, or a range in CIDR notation, of proxies whose forwarding headers are believed. */
export type ProxyRange = { address: string; prefix: number; family: 'ipv4' | 'ipv6' };

const parseRange = (text: string): ProxyRange | null => {
  const [address = '', prefixText, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return null;
  const bits = version === 4 ? 32 : 128;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return null;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  return prefix > bits ? null : { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
};

/** Reads a list separated by commas or blanks; `wrong` is the first entry that is none. */
export const parseProxies = (
  text: string,
): { ok: true; ranges: ProxyRange[] } | { ok: false; wrong: string } => {
  const ranges: ProxyRange[] = [];
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const range = parseRange(entry);
    if (!range) return { ok: false, wrong: entry };
    ranges.push(range);
  }
  return { ok: true, ranges };
};

/** An IPv4 address in its IPv6 form (`::ffff:10.0.0.1`, as a dual-stack socket tells it) is the IPv4 address. */
export const plainAddress = (address: string): string =>
  /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;

export const isWithin = (ranges: readonly ProxyRange[], address: string): boolean => {
  const plain = plainAddress(address);
  const version = isIP(plain);
  if (version === 0) return false;
  const list = new BlockList();
  for (const range of ranges) list.addSubnet(range.address, range.prefix, range.family);
  return list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
};
