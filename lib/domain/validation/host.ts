import * as z from 'zod/mini';
import { hasUnseen } from './text.ts';

const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** RFC 4291 2.2: eight groups, one `::` for one or more of zeros, an IPv4 address as the last two. */
export const isIpv6 = (text: string): boolean => {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.') && IPV4.test(last);
  if (embedded && text.endsWith(last)) groups.splice(-1, 1, '0', '0');
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
};

/** Why a host cannot be one, in words; null when it can. Names are checked in lower case. */
export const hostProblem = (host: string): string | null => {
  if (host === '') return 'Give the host';
  if (host.length > 253) return 'The host may have at most 253 characters';
  if (/\s/.test(host) || hasUnseen(host)) return 'The host has a space or an invisible character in it';
  if (host.includes('://')) return 'Give the host alone, without redis:// before it';
  if (host.includes('@')) return 'Give the host alone; user name and password have their own fields';
  if (/[/?#\\]/.test(host)) return 'Give the host alone, without a path';
  if (/[[\]]/.test(host)) return 'Leave out the brackets around an IPv6 address';
  if (host.includes('%')) return 'An IPv6 address with a zone (%) cannot be used';
  if (isIpv6(host)) return null;
  if (/^[^:]*:\d+$/.test(host)) return 'Give the host alone; the port has its own field';
  if (host.includes(':')) return 'That is no IPv6 address';
  return nameProblem(host);
};

const nameProblem = (host: string): string | null => {
  const labels = (host.endsWith('.') ? host.slice(0, -1) : host).split('.');
  // As browsers read them: a name that ends in a number is an IPv4 address. Odd spellings (`2852039166`, `0x7f.1`,
  // `127.1`) would reach the resolver as addresses that nobody reads as such.
  if (/^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) {
    return IPV4.test(host) ? null : 'Write an IPv4 address as four numbers from 0 to 255';
  }
  if (/[^\p{ASCII}]/u.test(host)) return 'Write an international name in its ASCII form (xn--…)';
  if (!labels.every((label) => LABEL.test(label))) {
    return 'A host has letters, digits and hyphens, with dots between its parts';
  }
  return null;
};

/** Host of a data store: a name, an IPv4 or an IPv6 address (without brackets). Given back in lower case. */
export const hostInput = z.string('Give the host').check(
  z.trim(),
  z.toLowerCase(),
  z.superRefine((host, context) => {
    const problem = hostProblem(host);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem, input: host });
  }),
);
