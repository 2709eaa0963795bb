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

/**
 * Prefixes of IPv6 addresses that stand for IPv4 addresses, and where the bytes of these are. Where there are several
 * readings, nobody can tell from outside which one the network takes.
 */
const EMBEDDING: readonly {
  bytes: readonly number[];
  readings: readonly (readonly number[])[];
  mask?: number;
}[] = [
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], readings: [[12, 13, 14, 15]] }, // IPv4-mapped
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0], readings: [[12, 13, 14, 15]] }, // IPv4-translated (RFC 2765)
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], readings: [[12, 13, 14, 15]] }, // IPv4-compatible, and ::
  { bytes: [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], readings: [[12, 13, 14, 15]] }, // NAT64
  {
    // NAT64 of one's own (RFC 8215), by the lengths of RFC 6052, section 2.2: /96, /64, /56, /48
    bytes: [0x00, 0x64, 0xff, 0x9b, 0, 1],
    readings: [
      [12, 13, 14, 15],
      [9, 10, 11, 12],
      [7, 9, 10, 11],
      [6, 7, 9, 10],
    ],
  },
  { bytes: [0x20, 0x02], readings: [[2, 3, 4, 5]] }, // 6to4
  { bytes: [0x20, 0x01, 0, 0], readings: [[4, 5, 6, 7]] }, // Teredo (RFC 4380): its server
  { bytes: [0x20, 0x01, 0, 0], readings: [[12, 13, 14, 15]], mask: 0xff }, // its client, turned over
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

const deniedEmbedded = (bytes: readonly number[]): string | null => {
  for (const { bytes: prefix, readings, mask = 0 } of EMBEDDING) {
    if (!within(bytes, { bytes: prefix, bits: 8 * prefix.length })) continue;
    const all = readings.map((places) => places.map((place) => bytes[place]! ^ mask));
    // A wrong reading mostly meets the zeros beside the address: they say nothing while another reading finds one.
    const telling = all.filter(([first]) => first !== 0);
    for (const address of telling.length > 0 ? telling : all) {
      const denied = deniedIpv4(address);
      if (denied !== null) return denied;
    }
  }
  return null;
};

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
  return deniedEmbedded(bytes);
};
