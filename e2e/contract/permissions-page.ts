import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FleetServer } from '../servers/fleet.ts';

const PAGE = fileURLToPath(new URL('../../docs/permissions.md', import.meta.url));

/** One line `ACL SETUSER …` of the page. */
export type Grant = {
  user: string;
  password: string;
  /** Behind the password: `~*`, `-@all`, `+info`, … */
  rules: string[];
};

const titleOf = ({ product, version }: FleetServer): string => {
  if (product === 'dragonfly') return 'Dragonfly';
  if (product === 'keydb') return 'KeyDB';
  return product === 'redis' && Number.parseInt(version, 10) < 7 ? 'Redis 6' : 'Redis 7.0 and newer, Valkey';
};

const readGrant = (line: string): Grant => {
  const [, , user = '', , password = '', ...rules] = line.split(' ');
  return { user, password: password.slice(1), rules };
};

/** The lines of the page's section for a server, by the name of their user. */
export const grantsFor = (server: FleetServer): Map<string, Grant> => {
  const sections = readFileSync(PAGE, 'utf8').split(/^## /m);
  const section = sections.find((text) => text.startsWith(`${titleOf(server)}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('ACL SETUSER '));
  return new Map(lines.map(readGrant).map((grant) => [grant.user, grant]));
};
