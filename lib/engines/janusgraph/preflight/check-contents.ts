import { countOf } from '#lib/domain/words/figures';
import { type Check, namesOf, pass, refuse, warn } from './artefact.ts';
import { needsOf } from './older-facts.ts';

export const checkIndexes: Check = ({ contents }, target) => {
  const { mixedIndexes } = needsOf(contents);
  if (mixedIndexes.length === 0) return [];
  const missing = mixedIndexes.filter(({ backend }) => !Object.hasOwn(target.indexBackends, backend));
  if (missing.length === 0)
    return [pass('indexes', 'The target has the index backends of all mixed indexes')];
  const backends = missing.map(({ backend }) => backend);
  const more = missing.reduce((sum, each) => sum + each.more, 0);
  const leftOut = namesOf(
    missing.flatMap(({ names }) => names),
    more,
  );
  return [warn('indexes', `The target has no index backend ${namesOf(backends)}. Left out: ${leftOut}`)];
};

export const checkExpiry: Check = ({ contents }, target) => {
  const { names, more } = needsOf(contents).expiring;
  if (names.length === 0) return [];
  const what = namesOf(names, more);
  return [
    target.ttl
      ? warn('expiry', `What expires begins its time anew when it is restored: ${what}`)
      : warn('expiry', `The target’s storage lets nothing expire. Kept for ever: ${what}`),
  ];
};

export const checkJavaValues: Check = ({ contents, trusted }) =>
  contents.javaValues > 0 && !trusted
    ? [
        refuse(
          'java-values',
          `${countOf(contents.javaValues, 'value holds', 'values hold')} Java objects that the target would bring to life as they are, which could run code in it. They are only restored from a backup that this Amber wrote`,
        ),
      ]
    : [];

/** The target would start them by their names. */
export const checkStrangeClasses: Check = ({ contents: { strangeClasses }, trusted }) =>
  strangeClasses && strangeClasses.names.length > 0 && !trusted
    ? [
        refuse(
          'classes',
          `The schema of this backup names classes that no JanusGraph has by itself: ${namesOf(strangeClasses.names, strangeClasses.more)}. They are only restored from a backup that this Amber wrote`,
        ),
      ]
    : [];

export const checkDangling: Check = ({ contents }) =>
  contents.danglingEdges > 0
    ? [
        warn(
          'dangling',
          `${countOf(contents.danglingEdges, 'edge is', 'edges are')} left out: a vertex at an end was deleted while the backup was taken`,
        ),
      ]
    : [];
