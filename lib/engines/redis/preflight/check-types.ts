import type { RedisProbe } from '#lib/domain/data-store';
import type { PreflightCheck } from '#lib/domain/restore';
import { countOf } from '#lib/domain/words/figures';
import { chooseFooterVersion } from '#lib/engines/redis/rdb/dump-payload';
import { type Artefact, type Check, serverName } from './artefact.ts';
import { enumeration } from './enumeration.ts';
import { atLeast, leastVersion, serversThatLoad, typeNoun } from './type-support.ts';

type Magic = 'REDIS' | 'VALKEY';

const MODULE_TYPE = 7;

/** Whether the target's RESTORE takes values of this raw type byte. */
const loads = (code: number, magic: Magic, target: RedisProbe): boolean => {
  const least = leastVersion(code, magic, target.product);
  return (
    least !== null &&
    atLeast(target.version, least) &&
    chooseFooterVersion(code, target.restoreVersions, magic) !== null
  );
};

const refusal = (code: number, keys: number, { contents }: Artefact, target: RedisProbe): PreflightCheck => {
  const [one, many] = typeNoun(code);
  const subject = `${countOf(keys, one, many)} (type ${code}) cannot be loaded by ${serverName(target)}`;
  const servers = serversThatLoad(code, contents.magic);
  const object = keys === 1 ? 'it' : 'them';
  const modules = code === MODULE_TYPE ? `, with ${enumeration(contents.modules)}` : '';
  return {
    id: `type-${code}`,
    outcome: 'refuse',
    text: servers
      ? `${subject}; restore ${object} into ${servers}${modules}`
      : `${subject}; delete ${object} from the store and take another backup`,
  };
};

/** The types in the artefact against what the target's version can load. */
export const checkTypes: Check = (artefact, target) => {
  const { contents } = artefact;
  const unfit = Object.entries(contents.typeCodes).filter(
    ([code, keys]) => keys > 0 && !loads(Number(code), contents.magic, target),
  );
  if (unfit.length > 0) {
    return unfit.map(([code, keys]) => refusal(Number(code), keys, artefact, target));
  }
  const file =
    contents.magic === 'VALKEY' ? `Valkey RDB ${contents.rdbVersion}` : `RDB ${contents.rdbVersion}`;
  // A file above the target's version is loaded key by key all the same, when its types are old enough.
  const newer = contents.rdbVersion > Math.max(...target.restoreVersions);
  const text = newer
    ? `${serverName(target)} can load every type of this ${file} file`
    : `${serverName(target)} can load ${file}`;
  return [{ id: 'types', outcome: 'pass', text }];
};
