import { PRODUCT_NAMES } from '#lib/domain/data-store';
import { countOf } from '#lib/domain/words/figures';
import { type Check, holdsFunctions, serverName } from './artefact.ts';

/** Dragonfly shortens these to 8.5 years without a word. */
export const checkLongExpiries: Check = ({ contents }, { product }) =>
  product === 'dragonfly' && contents.longExpiries > 0
    ? [
        {
          id: 'long-expiries',
          outcome: 'warn',
          text: `${countOf(contents.longExpiries, 'key')} with an expiry more than 8.5 years away: Dragonfly shortens it to 8.5 years`,
        },
      ]
    : [];

export const checkFunctions: Check = ({ contents }, target) => {
  if (contents.functions === 0 || holdsFunctions(target)) return [];
  const libraries = countOf(contents.functions, 'function library', 'function libraries');
  const where = target.product === 'redis' ? serverName(target) : PRODUCT_NAMES[target.product];
  return [{ id: 'functions', outcome: 'warn', text: `${libraries} left out: ${where} keeps no functions` }];
};

/** How many expire in between is not known from the outside, only whether none, some or all do. */
export const checkExpired: Check = ({ contents }, _target, now) => {
  const { earliestExpiry, latestExpiry, databases } = contents;
  if (earliestExpiry === null || latestExpiry === null || earliestExpiry > now) return [];
  const expiring = Object.values(databases).reduce((sum, database) => sum + database.expires, 0);
  const text =
    latestExpiry <= now
      ? `${countOf(expiring, 'key')} expired between then and now: left out`
      : `Some of the ${countOf(expiring, 'key')} with an expiry expired between then and now: they are left out`;
  return [{ id: 'expired', outcome: 'warn', text }];
};

/** Only KeyDB lets the members of a collection expire by themselves. */
export const checkMemberExpiries: Check = ({ contents }, { product }) => {
  const members = contents.memberExpiries ?? 0;
  if (members === 0 || product === 'keydb') return [];
  const text = `${countOf(members, 'member')} of collections no longer expire: only KeyDB keeps that`;
  return [{ id: 'member-expiries', outcome: 'warn', text }];
};

/** They were lost when the backup was made: see `lost-member-expiries.ts`. */
export const checkLostMemberExpiries: Check = ({ contents }) => {
  const keys = contents.lostMemberExpiries ?? 0;
  if (keys === 0) return [];
  const text = `Members of ${countOf(keys, 'key')} no longer expire by themselves: the method scan could not read their times from KeyDB`;
  return [{ id: 'lost-member-expiries', outcome: 'warn', text }];
};

/** What the target does not do when it is asked to keep the data. */
export const checkDurability: Check = (_artefact, { persistence, commands }) => {
  if (persistence.appendOnly || !persistence.saving || commands.bgsave) return [];
  const text =
    'The user may not run BGSAVE: the data is on the disk only after the next save of the target itself';
  return [{ id: 'durability', outcome: 'warn', text }];
};
