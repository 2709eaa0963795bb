import type { CommandArgument } from '../resp/encode-command.ts';

type Command = readonly CommandArgument[];

const DAY_S = 86_400;
const CITIES = [
  ['Madrid', -3.7038, 40.4168],
  ['Nairobi', 36.8219, -1.2921],
  ['Osaka', 135.5023, 34.6937],
  ['Quito', -78.4678, -0.1807],
  ['Reykjavik', -21.9426, 64.1466],
] as const;
const PRODUCTS = ['lamp', 'chair', 'desk', 'shelf', 'rug', 'mirror', 'vase', 'clock'];

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

const users = (): Command[] =>
  numbers(300).map((n) => [
    'HSET',
    `user:${n}`,
    ...['name', `User ${n}`, 'email', `user${n}@example.org`, 'visits', n % 97],
  ]);

const sessions = (): Command[] =>
  numbers(200).map((n) => [
    'SET',
    `session:${(n * 2_654_435_761).toString(36)}`,
    JSON.stringify({ user: n, cart: [PRODUCTS[n % 8]], theme: n % 2 === 0 ? 'dark' : 'light' }),
    'EX',
    DAY_S + n * 60,
  ]);

const catalogue = (): Command[] =>
  PRODUCTS.flatMap((product, n): Command[] => [
    ['SET', `product:${product}:price`, 1_000 + n * 250],
    ['SADD', 'products', product],
    ['SADD', `tag:${n % 2 === 0 ? 'wood' : 'glass'}`, product],
    ['ZADD', 'bestsellers', 100 - n * 7, product],
  ]);

const orders = (): Command[] =>
  numbers(120).flatMap((n): Command[] => [
    ['XADD', 'orders', `${1_700_000_000_000 + n * 60_000}-0`, 'user', n, 'product', PRODUCTS[n % 8]!],
    ['RPUSH', 'queue:mail', `order-${n}`],
    ['PFADD', 'visitors', `visitor-${n % 80}`],
  ]);

const rest = (): Command[] => [
  ['XGROUP', 'CREATE', 'orders', 'billing', '0'],
  ['XREADGROUP', 'GROUP', 'billing', 'clerk', 'COUNT', 5, 'STREAMS', 'orders', '>'],
  ...CITIES.map(([city, longitude, latitude]): Command => ['GEOADD', 'shops', longitude, latitude, city]),
  ['SETBIT', 'days-open', 365, 1],
  [
    'SET',
    'readme',
    'This store was filled by Amber, to try backups and restores on. Change whatever you like.',
  ],
  ['SET', 'picture', Uint8Array.from({ length: 2_048 }, (_, n) => (n * 31) % 256)],
];

/** A small shop: every type, some keys that expire, two databases; about 800 keys. */
export const sampleCommands = (): Command[] => [
  ...users(),
  ...sessions(),
  ...catalogue(),
  ...orders(),
  ...rest(),
  ['SELECT', 1],
  ...numbers(50).map(
    (n): Command => ['INCRBY', `visits:2026-11-${String(n % 30).padStart(2, '0')}:${n}`, n * 3],
  ),
];
