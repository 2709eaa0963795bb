import { countOf } from '#lib/domain/words/figures';
import { chooseEmptying } from '../restore/choose-emptying.ts';
import { type Check, pass, refuse, warn } from './artefact.ts';

const numbers = (version: string): [number, number] => {
  const found = /^(\d+)\.(\d+)/.exec(version);
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
};

export const checkVersion: Check = ({ contents }, target) => {
  const [major, minor] = numbers(target.version);
  const [sourceMajor, sourceMinor] = numbers(contents.source.janusgraph);
  if (major < 1) {
    return [
      refuse(
        'version',
        `JanusGraph ${target.version} is too old: the target must be JanusGraph 1.0 or newer`,
      ),
    ];
  }
  if (major < sourceMajor || (major === sourceMajor && minor < sourceMinor)) {
    return [
      warn(
        'version',
        `The backup is of JanusGraph ${contents.source.janusgraph}, the target is the older ${target.version}: what only the newer one has is refused there`,
      ),
    ];
  }
  return [pass('version', `JanusGraph ${target.version} can load it`)];
};

export const checkStorage: Check = (_, target) =>
  target.storageBackend === 'inmemory'
    ? [warn('storage', 'The target keeps its graph in memory: a restart of its server loses it')]
    : [pass('storage', `The target keeps its graph on ${target.storageBackend}`)];

/** What happens to what the target holds now. */
export const checkEmptying: Check = (_, target) => {
  const emptying = chooseEmptying(target);
  if (emptying === 'none') return [pass('emptying', 'The target graph is empty')];
  if (emptying === 'clear') {
    return [
      warn(
        'emptying',
        'The target graph is emptied vertex by vertex. Its schema stays and is completed; where it contradicts that of the backup, the restore stops before anything is changed',
      ),
    ];
  }
  return [
    warn(
      'emptying',
      'The target graph is dropped and made anew, schema and all. What the server’s start-up script keeps of the old one stays closed until the server is restarted; clients that name the graph or its traversal source go on',
    ),
  ];
};

export const checkTransactions: Check = (_, { openTransactions }) =>
  openTransactions.length > 0
    ? [
        warn(
          'transactions',
          `${countOf(openTransactions.length, 'transaction is', 'transactions are')} open in the target and may be rolled back`,
        ),
      ]
    : [];
