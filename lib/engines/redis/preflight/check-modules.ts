import type { RedisProbe } from '#lib/domain/data-store';
import type { PreflightCheck } from '#lib/domain/restore';
import { countOf } from '#lib/domain/words/figures';
import { type Check, serverName } from './artefact.ts';
import { enumeration } from './enumeration.ts';
import { atLeast, leastVersion } from './type-support.ts';

/** Names under which servers list the module that owns a type: types are named apart from their modules. */
const OWNERS: Record<string, string[]> = {
  'ReJSON-RL': ['ReJSON', 'json'],
  'MBbloom--': ['bf'],
  MBbloomCF: ['bf'],
  'CMSk-TYPE': ['bf'],
  'TopK-TYPE': ['bf'],
  'TDIS-TYPE': ['bf'],
  bloomfltr: ['bf'],
  'TSDB-TYPE': ['timeseries'],
  vectorset: ['vectorset'],
  graphdata: ['graph'],
  graphmeta: ['graph'],
};
/** The search module keeps its indexes beside the keys, where RESTORE cannot bring them. */
const INDEX_TYPES = new Set(['ft_index0', 'ft_invidx', 'scdtype00', 'trietype0', 'numericdx', 'taginvidx']);

const MODULE_TYPE = 7;

const isLoaded = (type: string, loaded: readonly string[]): boolean => {
  const owners = OWNERS[type] ?? [type];
  return loaded.some((name) => owners.some((owner) => owner.toLowerCase() === name.toLowerCase()));
};

/**
 * Measured: Redis 8.0.2 answers `Bad data format` to the vector sets of 8.2.3 and 8.6.2, under the same name and version
 * of the module. Whether a later 8.0 reads them is not known: the restore asks it, see `try-module-values.ts`.
 */
const olderVectorSets = (
  types: readonly string[],
  aux: Record<string, string>,
  target: RedisProbe,
): PreflightCheck[] => {
  const from = aux['redis-ver'] ?? '';
  if (!types.includes('vectorset') || !atLeast(from, '8.2') || atLeast(target.version, '8.2')) return [];
  const text = `Vector sets of Redis ${from} may be unknown to ${serverName(target)}: the restore asks it before anything is changed`;
  return [{ id: 'vector-sets', outcome: 'warn', text }];
};

/** Module values load only where their module is; its data beside the keys cannot be written key by key. */
export const checkModules: Check = ({ contents }, target) => {
  // Where no module loads at all, the types have been refused already.
  if (leastVersion(MODULE_TYPE, contents.magic, target.product) === null) return [];
  const values = contents.typeCodes[MODULE_TYPE] ?? 0;
  const named = enumeration(contents.modules);
  if (values === 0) {
    return contents.modules.length === 0
      ? []
      : [{ id: 'modules', outcome: 'warn', text: `Settings of modules (${named}) are left out` }];
  }
  const checks: PreflightCheck[] = [];
  const types = contents.modules.filter((type) => !INDEX_TYPES.has(type));
  if (types.length < contents.modules.length) {
    checks.push({
      id: 'module-indexes',
      outcome: 'warn',
      text: 'Search indexes are left out: make them again',
    });
  }
  const modules = target.modules ?? null;
  const words = countOf(values, 'module value');
  if (modules === null) {
    const text = `${words} (${enumeration(types)}): the target does not say whether it has the ${types.length === 1 ? 'module' : 'modules'}`;
    return [...checks, { id: 'modules', outcome: 'warn', text }];
  }
  const unknown = types.filter((type) => !isLoaded(type, modules));
  if (unknown.length === 0) return [...checks, ...olderVectorSets(types, contents.aux, target)];
  const cure = unknown.every((type) => type === 'vectorset')
    ? 'restore them into Redis 8.0 or newer'
    : 'load it into the target first';
  const text = `${words}: ${serverName(target)} lacks the module of ${enumeration(unknown)}; ${cure}`;
  return [...checks, { id: 'modules', outcome: 'refuse', text }];
};
