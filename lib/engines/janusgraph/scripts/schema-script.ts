/**
 * The whole schema as JSON text: `base` has the shape of JanusGraph 1.1's JSON schema, `ext` holds what that shape leaves
 * out. Needs no binding. Of the server's own options only those that shape a graph: others say where it is and who may enter.
 */
export const READ_SCHEMA = `
import org.apache.tinkerpop.gremlin.structure.*
def m = graph.openManagement()
try {
  def tx = m.getWrappedTx()
  def nm = { long[] a -> a.collect { tx.getExistingRelationType(it).name() } }
  def ttl = { t -> long s = m.getTTL(t).toMillis(); s > 0 ? [ttl: s] : [:] }
  def con = { t -> def c = m.getConsistency(t).name(); c == 'DEFAULT' ? [:] : [consistency: c] }
  def prm = { p -> def v = p.value(); v instanceof Enum ? [key: p.key(), value: v.declaringClass.name + '.' + v.name(), parser: 'enum']
        : [key: p.key(), value: v.toString(), parser: v.class.simpleName.toLowerCase()] }
  def eLs = m.getRelationTypes(org.janusgraph.core.EdgeLabel).toList()
  def pKs = m.getRelationTypes(org.janusgraph.core.PropertyKey).toList()
  def vLs = m.getVertexLabels().toList()
  def ix = [Vertex, Edge, VertexProperty].collectMany { c -> m.getGraphIndexes(c).toList() }
  def gi = { i, mixed -> [name: i.name(), typeClass: i.getIndexedElement().name,
      keys: i.getFieldKeys().collect { k -> [propertyKey: k.name()] + (mixed ? [parameters: i.getParametersFor(k).findAll { it.key() != 'status' }.collect(prm)] : [:]) }] +
      (m.getIndexOnlyConstraint(i.name()) ? [indexOnly: m.getIndexOnlyConstraint(i.name()).name()] : [:]) +
      (mixed ? [indexBackend: i.getBackingIndex()] : [unique: i.isUnique(), inlinePropertyKeys: (i.respondsTo('getInlineFieldKeys') ? i.getInlineFieldKeys().toList() : [])] + con(i)) }
  def base = [
    vertexLabels: vLs.collect { [label: it.name(), staticVertex: it.isStatic(), partition: it.isPartitioned()] + ttl(it) },
    edgeLabels: eLs.collect { [label: it.name(), multiplicity: it.multiplicity().name(), unidirected: it.isUnidirected()] + ttl(it) + con(it) },
    propertyKeys: pKs.collect { [key: it.name(), className: it.dataType().name, cardinality: it.cardinality().name()] + ttl(it) + con(it) },
    compositeIndexes: ix.findAll { it.isCompositeIndex() }.collect { gi(it, false) },
    mixedIndexes: ix.findAll { it.isMixedIndex() }.collect { gi(it, true) },
    vertexCentricEdgeIndexes: eLs.collectMany { l -> m.getRelationIndexes(l).collect { r -> [name: r.name(), indexedEdgeLabel: l.name(), direction: r.getDirection().name(), propertyKeys: r.getSortKey()*.name(), order: r.getSortOrder().name()] } },
    vertexCentricPropertyIndexes: pKs.collectMany { k -> m.getRelationIndexes(k).collect { r -> [name: r.name(), indexedPropertyKey: k.name(), propertyKeys: r.getSortKey()*.name(), order: r.getSortOrder().name()] } }]
  def ext = [
    connections: vLs.collectMany { v -> v.mappedConnections().collect { [it.getEdgeLabel(), it.getOutgoingVertexLabel().name(), it.getIncomingVertexLabel().name()] } },
    vertexProps: vLs.collectEntries { [it.name(), it.mappedProperties()*.name()] },
    edgeProps: eLs.collectEntries { [it.name(), it.mappedProperties()*.name()] },
    signature: (eLs + pKs).collectEntries { [it.name(), nm(it.getSignature())] }.findAll { it.value },
    sortKey: eLs.collectEntries { [it.name(), [nm(it.getSortKey()), it.getSortOrder().name()]] }.findAll { it.value[0] },
    status: ix.collectEntries { i -> [i.name(), i.getFieldKeys().collectEntries { k -> [k.name(), i.getIndexStatus(k).name()] }] },
    global: ['graph.set-vertex-id','graph.allow-custom-vid-types','schema.constraints','schema.default','cluster.max-partitions','graph.timestamps','ids.block-size'].collectEntries { k -> [k, { -> try { k == 'graph.set-vertex-id' ? graph.getConfiguration().allowVertexIdSetting() : k == 'graph.allow-custom-vid-types' ? graph.getConfiguration().allowCustomVertexIdType() : m.get(k) } catch (x) { null } }()] },
    local: graph.configuration().getKeys().toList().findAll { it ==~ /storage\\.backend|index\\.[^.]+\\.backend|(cluster|graph|schema|ids)\\..+/ }.collectEntries { [it, String.valueOf(graph.configuration().getProperty(it))] }]
  groovy.json.JsonOutput.toJson([base: base, ext: ext])
} finally { m.rollback() }
`;
