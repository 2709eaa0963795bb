import { countOf } from '#lib/domain/words/figures';
import { type Artefact, type Check, namesOf, pass, refuse, warn } from './artefact.ts';

export const checkIndexes: Check = ({ contents }, target) => {
  const mixed = contents.schema.indexes.filter(({ kind }) => kind === 'mixed');
  if (mixed.length === 0) return [];
  const missing = mixed.filter(({ backend }) => backend === null || !(backend in target.indexBackends));
  if (missing.length === 0)
    return [pass('indexes', 'The target has the index backends of all mixed indexes')];
  const backends = [...new Set(missing.map(({ backend }) => backend ?? '?'))];
  return [
    warn(
      'indexes',
      `The target has no index backend ${namesOf(backends)}. Left out: ${namesOf(missing.map(({ name }) => name))}`,
    ),
  ];
};

const expiring = ({ contents: { schema } }: Artefact): string[] =>
  [...schema.vertexLabels, ...schema.edgeLabels, ...schema.propertyKeys]
    .filter(({ traits }) => traits.some((trait) => trait.startsWith('expires after')))
    .map(({ name }) => name);

export const checkExpiry: Check = (artefact, target) => {
  const names = expiring(artefact);
  if (names.length === 0) return [];
  return [
    target.ttl
      ? warn('expiry', `What expires begins its time anew when it is restored: ${namesOf(names)}`)
      : warn('expiry', `The target’s storage lets nothing expire. Kept for ever: ${namesOf(names)}`),
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

export const checkDangling: Check = ({ contents }) =>
  contents.danglingEdges > 0
    ? [
        warn(
          'dangling',
          `${countOf(contents.danglingEdges, 'edge is', 'edges are')} left out: a vertex at an end was deleted while the backup was taken`,
        ),
      ]
    : [];
