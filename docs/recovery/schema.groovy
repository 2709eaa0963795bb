// Creates the schema of a backup's first line in one management transaction; what exists already is left alone. The line's
// member `schema` was sent before, gzipped, in pieces (elements.groovy). Gives what the graph cannot hold, as JSON.
import org.janusgraph.core.*; import org.janusgraph.core.schema.*
import org.apache.tinkerpop.gremlin.structure.Direction
import java.time.Duration
def s = new groovy.json.JsonSlurper().parse(new java.util.zip.GZIPInputStream(new ByteArrayInputStream(PIECES.toByteArray())), 'UTF-8')
PIECES = null
def b = s.base, x = s.ext, skipped = [], m = graph.openManagement()
try {
  def K = { m.getPropertyKey(it) }, KS = { it.collect(K) as PropertyKey[] }
  def ttl = { t, o -> if (o.ttl) try { m.setTTL(t, Duration.ofMillis(o.ttl as long)) } catch (UnsupportedOperationException e) { skipped << 'ttl ' + t.name() } }
  def con = { t, o -> if (o.consistency) m.setConsistency(t, ConsistencyModifier.valueOf(o.consistency)) }
  def fresh = { n -> !m.containsRelationType(n) }
  b.propertyKeys.findAll { fresh(it.key) }.each { o ->
    def k = m.makePropertyKey(o.key).dataType(Class.forName(o.className)).cardinality(Cardinality.valueOf(o.cardinality)).make(); ttl(k, o); con(k, o) }
  b.edgeLabels.findAll { fresh(it.label) }.each { o ->
    def e = m.makeEdgeLabel(o.label).multiplicity(Multiplicity.valueOf(o.multiplicity)); if (o.unidirected) e.unidirected()
    def sk = x.sortKey[o.label]; if (sk) e.sortKey(KS(sk[0])).sortOrder(org.janusgraph.graphdb.internal.Order.valueOf(sk[1]))
    def sg = x.signature[o.label]?.findAll { !(it in (sk ? sk[0] : [])) }; if (sg) e.signature(KS(sg))
    def l = e.make(); ttl(l, o); con(l, o) }
  b.vertexLabels.findAll { !m.containsVertexLabel(it.label) }.each { o ->
    def v = m.makeVertexLabel(o.label); if (o.staticVertex) v.setStatic(); if (o.partition) v.partition(); ttl(v.make(), o) }
  def only = { bld, o -> if (o.indexOnly) bld.indexOnly(o.typeClass.endsWith('Vertex') ? m.getVertexLabel(o.indexOnly) : o.typeClass.endsWith('Edge') ? m.getEdgeLabel(o.indexOnly) : K(o.indexOnly)) }
  def val = { p -> p.parser == 'enum' ? Enum.valueOf(Class.forName(p.value[0..<p.value.lastIndexOf('.')]), p.value[(p.value.lastIndexOf('.') + 1)..-1])
        : p.parser in ['integer', 'long', 'double', 'float', 'boolean', 'short', 'byte'] ? Class.forName('java.lang.' + p.parser.capitalize()).valueOf(p.value) : p.value }
  b.compositeIndexes.findAll { !m.containsGraphIndex(it.name) }.each { o ->
    def i = m.buildIndex(o.name, Class.forName(o.typeClass)); o.keys.each { i.addKey(K(it.propertyKey)) }
    o.inlinePropertyKeys.each { i.addInlinePropertyKey(K(it)) }; if (o.unique) i.unique(); only(i, o); con(i.buildCompositeIndex(), o) }
  b.mixedIndexes.findAll { !m.containsGraphIndex(it.name) }.each { o ->
    def i = m.buildIndex(o.name, Class.forName(o.typeClass)); o.keys.each { k -> i.addKey(K(k.propertyKey), k.parameters.collect { Parameter.of(it.key, val(it)) } as Parameter[]) }
    only(i, o); try { i.buildMixedIndex(o.indexBackend) } catch (IllegalArgumentException e) { skipped << 'index ' + o.name + ': ' + e.message } }
  def ord = { org.apache.tinkerpop.gremlin.process.traversal.Order.valueOf(it) }
  b.vertexCentricEdgeIndexes.findAll { !m.containsRelationIndex(m.getEdgeLabel(it.indexedEdgeLabel), it.name) }.each { o -> m.buildEdgeIndex(m.getEdgeLabel(o.indexedEdgeLabel), o.name, Direction.valueOf(o.direction), ord(o.order), KS(o.propertyKeys)) }
  b.vertexCentricPropertyIndexes.findAll { !m.containsRelationIndex(K(it.indexedPropertyKey), it.name) }.each { o -> m.buildPropertyIndex(K(o.indexedPropertyKey), o.name, ord(o.order), KS(o.propertyKeys)) }
  x.vertexProps.each { l, ks -> def v = m.getVertexLabel(l), have = v.mappedProperties()*.name(); ks.findAll { !(it in have) }.each { m.addProperties(v, K(it)) } }
  x.edgeProps.each { l, ks -> def e = m.getEdgeLabel(l), have = e.mappedProperties()*.name(); ks.findAll { !(it in have) }.each { m.addProperties(e, K(it)) } }
  x.connections.each { c -> def e = m.getEdgeLabel(c[0]); if (!e.mappedConnections().any { it.getOutgoingVertexLabel().name() == c[1] && it.getIncomingVertexLabel().name() == c[2] }) m.addConnection(e, m.getVertexLabel(c[1]), m.getVertexLabel(c[2])) }
  m.commit(); groovy.json.JsonOutput.toJson(skipped)
} finally { if (m.isOpen()) m.rollback() }
