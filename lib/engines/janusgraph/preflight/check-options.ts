import { countOf } from '#lib/domain/words/figures';
import { type Check, pass, refuse, warn } from './artefact.ts';

/** How the target gives vertices their ids: fixed when a graph is made. */
export const checkIds: Check = ({ contents }, target) => {
  const fixed = contents.staticVertices + contents.partitionedVertices;
  if (target.setVertexId === true) {
    if (fixed > 0) {
      return [
        refuse(
          'ids',
          `The target wants an id for every vertex (graph.set-vertex-id) and takes none for ${countOf(fixed, 'static or partitioned vertex', 'static or partitioned vertices')} of the backup. Restore into a graph without this option`,
        ),
      ];
    }
    if (contents.idKind === 'text' && target.customVertexIds !== true) {
      return [
        refuse(
          'ids',
          'The vertices of the backup have text as ids, and the target takes numbers only. Restore into a graph with graph.allow-custom-vid-types=true, or without graph.set-vertex-id',
        ),
      ];
    }
    return [pass('ids', 'Vertices keep their ids')];
  }
  return contents.options['graph.set-vertex-id'] === 'true' || contents.idKind === 'text'
    ? [
        warn(
          'ids',
          'Vertices get new ids: the target gives them itself. To keep them, restore into a graph with graph.set-vertex-id=true',
        ),
      ]
    : [pass('ids', 'Vertices get new ids, as JanusGraph gives them')];
};

export const checkConstraints: Check = ({ contents }, target) => {
  const had = contents.options['schema.constraints'] === 'true';
  if (target.constraints === true && !had) {
    return [
      refuse(
        'constraints',
        'The target allows only what its schema lists for each label (schema.constraints), which the graph of the backup did not. Restore into a graph without this option',
      ),
    ];
  }
  return target.constraints === false && had
    ? [
        warn(
          'constraints',
          'The constraints of the schema are restored, but the target does not enforce them (schema.constraints)',
        ),
      ]
    : [];
};

export const checkPartitions: Check = ({ contents }, target) => {
  const had = Number(contents.options['cluster.max-partitions']);
  return contents.partitionedVertices > 0 && target.partitions !== null && had !== target.partitions
    ? [
        warn(
          'partitions',
          `Partitioned vertices were spread over ${had} parts and will be over ${target.partitions} (cluster.max-partitions)`,
        ),
      ]
    : [];
};
