/**
 * Addresses that no data store may have: they lead to the machine's own cloud metadata service or to nobody in
 * particular. Loopback and private addresses are fine: that is where people's stores are.
 */

type Block = { bytes: readonly number[]; bits: number; name: string };

/** Ranges by their first bytes. Metadata services outside link-local: Alibaba, Azure, Oracle; AWS and Google on IPv6. */
const DENIED_IPV4: readonly Block[] = [
  { bytes: [0], bits: 8, name: 'an unspecified address' },
  { bytes: [169, 254], bits: 16, name: 'a link-local or cloud metadata address' },
  { bytes: [100, 100, 100, 200], bits: 32, name: 'a cloud metadata address' },
  { bytes: [168, 63, 129, 16], bits: 32, name: 'a cloud metadata address' },
  { bytes: [192, 0, 0, 192], bits: 32, name: 'a cloud metadata address' },
  { bytes: [224], bits: 4, name: 'a multicast address' },
  { bytes: [255, 255, 255, 255], bits: 32, name: 'a broadcast address' },
];
const DENIED_IPV6: readonly Block[] = [
  { bytes: [0xfe, 0x80], bits: 10, name: 'a link-local address' },
  { bytes: [0xff], bits: 8, name: 'a multicast address' },
  { bytes: [0xfd, 0x00, 0x0e, 0xc2], bits: 32, name: 'a cloud metadata address' },
  { bytes: [0xfd, 0x20, 0x00, 0xce], bits: 32, name: 'a cloud metadata address' },
];

/** Prefixes of IPv6 addresses that stand for an IPv4 address, and where its four bytes begin. */
const EMBEDDING: readonly { bytes: readonly number[]; at: number }[] = [
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], at: 12 }, // IPv4-mapped
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0], at: 12 }, // IPv4-translated (RFC 2765)
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], at: 12 }, // IPv4-compatible, and ::
  { bytes: [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], at: 12 }, // NAT64
  { bytes: [0x20, 0x02], at: 2 }, // 6to4
];

const within = (address: readonly number[], { bytes, bits }: Pick<Block, 'bytes' | 'bits'>): boolean =>
  bytes.every((byte, i) => {
    const significant = Math.min(8, Math.max(0, bits - 8 * i));
    const mask = (0xff << (8 - significant)) & 0xff;
    return ((address[i] ?? 0) & mask) === (byte & mask);
  });

const ipv4Bytes = (text: string): number[] | null => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.map(Number);
};

const groupBytes = (text: string): number[] | null => {
  if (text === '') return [];
  const bytes: number[] = [];
  for (const group of text.split(':')) {
    if (group.includes('.')) {
      const embedded = ipv4Bytes(group);
      if (!embedded) return null;
      bytes.push(...embedded);
    } else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    } else return null;
  }
  return bytes;
};

const ipv6Bytes = (text: string): number[] | null => {
  const halves = text.replace(/%.*$/, '').split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupBytes);
  if (!head || tail === null) return null;
  if (tail === undefined) return head.length === 16 ? head : null;
  const gap = 16 - head.length - tail.length;
  return gap < 2 ? null : [...head, ...new Array<number>(gap).fill(0), ...tail];
};

const deniedIpv4 = (bytes: readonly number[]): string | null =>
  DENIED_IPV4.find((block) => within(bytes, block))?.name ?? null;

const isLoopbackIpv6 = (bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => byte === (i === 15 ? 1 : 0));

/**
 * What is wrong with a resolved numeric address (`a multicast address`), or null when a store may have it. Names and
 * odd spellings (`0xa9fea9fe`) must be resolved first; what cannot be read is denied.
 */
export const deniedAddress = (address: string): string | null => {
  if (!address.includes(':')) {
    const bytes = ipv4Bytes(address);
    return bytes ? deniedIpv4(bytes) : 'no numeric address';
  }
  const bytes = ipv6Bytes(address);
  if (!bytes) return 'no numeric address';
  const denied = DENIED_IPV6.find((block) => within(bytes, block));
  if (denied) return denied.name;
  if (isLoopbackIpv6(bytes)) return null;
  const embedding = EMBEDDING.find((form) =>
    within(bytes, { bytes: form.bytes, bits: 8 * form.bytes.length }),
  );
  return embedding ? deniedIpv4(bytes.slice(embedding.at, embedding.at + 4)) : null;
};
