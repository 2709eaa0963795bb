/**
 * A script that fills an empty graph with every data type, cardinality, kind of label and kind of index that a JanusGraph
 * has. Binding `mx`: the graph has the index backend `search`. Gives the number of vertices.
 */
export const FILL_EVERY_TYPE = String.raw`
import org.janusgraph.core.*; import org.janusgraph.core.schema.*; import org.janusgraph.core.attribute.*
import org.apache.tinkerpop.gremlin.structure.*; import org.apache.tinkerpop.gremlin.process.traversal.Order
import java.time.*
def m = graph.openManagement()
try {
  [tString: String, tChar: Character, tBool: Boolean, tByte: Byte, tShort: Short, tInt: Integer, tLong: Long, tFloat: Float, tDouble: Double,
   tDate: Date, tUuid: UUID, tGeo: Geoshape, tBytes: byte[], tShorts: short[], tInts: int[], tLongs: long[], tFloats: float[], tDoubles: double[],
   tChars: char[], tBools: boolean[], tStrings: String[], tObject: Object, tInstant: Instant, tDuration: Duration, tMap: HashMap, name: String,
   since: Long, weight: Double, place: Geoshape, note: String, born: Date, score: Integer, level: Float].each { n, t -> m.makePropertyKey(n).dataType(t).make() }
  m.makePropertyKey('nick').dataType(String).cardinality(Cardinality.LIST).make()
  m.makePropertyKey('rank').dataType(Integer).cardinality(Cardinality.SET).make()
  def short1 = m.makePropertyKey('shortLived').dataType(String).make()
  if (graph.getBackend().getStoreFeatures().hasCellTTL()) m.setTTL(short1, Duration.ofHours(240))
  def K = { m.getPropertyKey(it) }
  ['person', 'plain', 'typed'].each { m.makeVertexLabel(it).make() }
  m.makeVertexLabel('fixed').setStatic().make()
  m.makeVertexLabel('spread').partition().make()
  [MULTI: 'knows', SIMPLE: 'likes', MANY2ONE: 'parent', ONE2MANY: 'owns', ONE2ONE: 'spouse'].each { k, v -> m.makeEdgeLabel(v).multiplicity(Multiplicity.valueOf(k)).make() }
  m.makeEdgeLabel('points').unidirected().make()
  m.makeEdgeLabel('sorted').sortKey(K('since')).sortOrder(org.janusgraph.graphdb.internal.Order.DESC).signature(K('weight')).make()
  m.buildIndex('byName', Vertex).addKey(K('name')).buildCompositeIndex()
  def unique = m.buildIndex('uniqueUuid', Vertex).addKey(K('tUuid')).unique().buildCompositeIndex()
  m.setConsistency(unique, ConsistencyModifier.LOCK); m.setConsistency(K('tUuid'), ConsistencyModifier.LOCK)
  m.buildIndex('personScore', Vertex).addKey(K('score')).addKey(K('level')).indexOnly(m.getVertexLabel('person')).buildCompositeIndex()
  m.buildIndex('byWeight', Edge).addKey(K('weight')).buildCompositeIndex()
  if (mx) {
    m.buildIndex('search1', Vertex).addKey(K('note'), Mapping.TEXT.asParameter()).addKey(K('name'), Mapping.STRING.asParameter(), Parameter.of('mapped-name', 'the_name'))
      .addKey(K('born')).addKey(K('score')).addKey(K('place'), Mapping.PREFIX_TREE.asParameter()).buildMixedIndex('search')
    m.buildIndex('edges1', Edge).addKey(K('since')).indexOnly(m.getEdgeLabel('sorted')).buildMixedIndex('search')
    m.buildIndex('props1', org.janusgraph.core.JanusGraphVertexProperty).addKey(K('level')).buildMixedIndex('search')
  }
  m.buildEdgeIndex(m.getEdgeLabel('knows'), 'knowsBySince', Direction.BOTH, Order.desc, K('since'))
  m.buildPropertyIndex(K('nick'), 'nickByScore', Order.asc, K('score'))
  m.addProperties(m.getVertexLabel('person'), K('name'), K('score'))
  m.addProperties(m.getEdgeLabel('knows'), K('since'))
  m.addConnection(m.getEdgeLabel('knows'), m.getVertexLabel('person'), m.getVertexLabel('person'))
  m.commit()
} finally { if (m.isOpen()) m.rollback() }
def tx = graph.newTransaction()
def S = VertexProperty.Cardinality.single, L = VertexProperty.Cardinality.list, T = VertexProperty.Cardinality.set
def line = { Geoshape.line([[1.0d, 2.0d] as double[], [3.5d, 4.5d] as double[], [5.0d, 2.0d] as double[]]) }
def sh = Geoshape.getShapeFactory()
def shapes = [Geoshape.point(12.5d, -70.25d), Geoshape.circle(1.5d, 2.5d, 30.0d), Geoshape.box(1.0d, 2.0d, 3.0d, 4.0d), line(),
  Geoshape.polygon([[0.0d, 0.0d] as double[], [4.0d, 0.0d] as double[], [4.0d, 4.0d] as double[], [0.0d, 0.0d] as double[]]),
  Geoshape.geoshape(sh.multiPoint().pointXY(60.0d, 60.0d).pointXY(120.0d, 60.0d).build())]
def values = [
  [tString: 'a\u0000b "quoted" \\ back \u00e9 \ud83d\ude00 \n line \t tab \u2028', tChar: '"' as char, tBool: true, tByte: Byte.MIN_VALUE, tShort: Short.MAX_VALUE, tInt: Integer.MIN_VALUE, tLong: Long.MAX_VALUE,
   tFloat: Float.MIN_VALUE, tDouble: Double.MAX_VALUE, tDate: new Date(0L), tUuid: UUID.fromString('00000000-0000-0000-0000-000000000001')],
  [tString: '', tChar: '\u20ac' as char, tBool: false, tByte: Byte.MAX_VALUE, tShort: Short.MIN_VALUE, tInt: Integer.MAX_VALUE, tLong: Long.MIN_VALUE, tFloat: Float.NaN, tDouble: Double.NEGATIVE_INFINITY, tDate: new Date(-1L), tUuid: UUID.fromString('ffffffff-ffff-4fff-bfff-ffffffffffff')],
  [tFloat: Float.POSITIVE_INFINITY, tDouble: Double.NaN, tLong: 9007199254740993L, tDate: new Date(253402300799999L)],
  [tFloat: -0.0f, tDouble: -0.0d, tLong: 0L], [tFloat: Float.MAX_VALUE, tDouble: Double.MIN_VALUE, tLong: -9007199254740993L],
  [tBytes: [0, -1, 127, -128] as byte[], tShorts: [1, -2] as short[], tInts: [3, -4] as int[], tLongs: [Long.MAX_VALUE, 5L] as long[], tFloats: [1.5f, Float.NaN] as float[], tDoubles: [2.5d, -0.0d] as double[],
   tChars: ['x', '\u20ac'] as char[], tBools: [true, false, true] as boolean[], tStrings: ['a', '', '\u00e9"'] as String[], tObject: new Object(), tInstant: Instant.parse('2026-02-03T04:05:06.789012345Z'),
   tDuration: Duration.ofSeconds(5, 7), tMap: new HashMap([a: 1, b: 'two', c: [3L]])]]
def made = []
values.eachWithIndex { set, i -> def v = tx.addVertex('typed'); v.property(S, 'name', 'typed ' + i); set.each { k, x -> v.property(S, k, x) }; made << v }
shapes.eachWithIndex { g, i -> def v = tx.addVertex('plain'); v.property(S, 'name', 'shape ' + i); v.property(S, 'tGeo', g); if (i == 0 || i == 1) v.property(S, 'place', g); made << v }
(0..<20).each { i ->
  def v = tx.addVertex('person'); v.property(S, 'name', 'person ' + i); v.property(S, 'note', 'the note of number ' + i + ' \u00fc'); v.property(S, 'score', i % 5); v.property(S, 'born', new Date(i * 86400000L))
  v.property(L, 'nick', 'n' + i, 'score', i, 'since', 5L + i); v.property(L, 'nick', 'n' + i, 'score', i + 1); v.property(L, 'nick', 'other', 'tInstant', Instant.ofEpochSecond(i))
  v.property(T, 'rank', i); v.property(T, 'rank', i + 100)
  v.property(S, 'level', (float) i, 'note', 'meta ' + i, 'level', (float) i)
  made << v }
made[0].property(S, 'shortLived', 'soon gone')
def bare = tx.addVertex(); bare.property(S, 'name', 'without a label'); made << bare
(0..<3).each { i -> def v = tx.addVertex('spread'); v.property(S, 'name', 'spread ' + i); made << v }
def people = made.findAll { it.label() == 'person' }, spread = made.findAll { it.label() == 'spread' }
(0..<19).each { i ->
  people[i].addEdge('knows', people[i + 1], 'since', (long) i); people[i].addEdge('knows', people[i + 1], 'since', (long) i)
  people[i].addEdge('likes', people[(i + 7) % 20], 'weight', i / 3.0d); people[i].addEdge('parent', people[0]); people[0].addEdge('owns', people[i + 1])
  people[i].addEdge('sorted', people[(i + 3) % 20], 'since', (long) (100 - i), 'weight', (double) i)
  people[i].addEdge('points', made[i % 6]); people[i].addEdge('knows', spread[i % 3]); spread[i % 3].addEdge('likes', people[i]) }
people[0].addEdge('spouse', people[1]); people[0].addEdge('knows', people[0], 'since', -1L); spread[0].addEdge('knows', spread[1])
bare.addEdge('knows', people[3], 'tInstant', Instant.ofEpochSecond(1), 'tBytes', [1, 2, 3] as byte[], 'tMap', new HashMap([k: 'v']), 'tDouble', Double.NaN, 'tGeo', Geoshape.box(1.0d, 2.0d, 3.0d, 4.0d))
def f1 = tx.addVertex('fixed'), f2 = tx.addVertex('fixed'); f1.property(S, 'name', 'fixed 1'); f2.property(S, 'name', 'fixed 2')
f1.addEdge('knows', f2, 'since', 77L); people[2].addEdge('likes', f1); f2.addEdge('likes', people[4])
tx.commit()
made.size() + 2
`;
