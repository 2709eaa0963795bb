/** A script that adds `mx` people of about 700 bytes, with three edges each. */
export const FILL_MANY = `
import groovy.transform.CompileStatic
import org.apache.tinkerpop.gremlin.structure.*
import org.janusgraph.core.*
@CompileStatic
class TestFill {
  static void fill(JanusGraph graph, int from, int count, int all) {
    JanusGraphTransaction tx = graph.buildTransaction().enableBatchLoading().start()
    Random r = new Random(42L + from); List<Vertex> made = []
    for (int i = from; i < from + count; i++) {
      Vertex v = tx.addVertex(T.label, 'person', 'name', 'person ' + i, 'age', r.nextInt(100), 'balance', r.nextDouble(), 'joined', new Date(1700000000000L + r.nextInt()), 'uid', new UUID(r.nextLong(), r.nextLong()))
      StringBuilder s = new StringBuilder(); while (s.length() < 120) s.append(Long.toHexString(r.nextLong())); v.property('bio', s.toString())
      made.add(v)
    }
    for (Vertex v in made) for (int k = 0; k < 3; k++) v.addEdge(k == 0 ? 'likes' : 'knows', made.get(r.nextInt(made.size())), 'since', r.nextLong())
    tx.commit()
  }
}
def m = graph.openManagement()
if (!m.containsVertexLabel('person')) {
  m.makeVertexLabel('person').make(); [name: String, age: Integer, balance: Double, joined: Date, uid: UUID, bio: String, since: Long].each { n, t -> m.makePropertyKey(n).dataType(t).make() }
  ['knows', 'likes'].each { m.makeEdgeLabel(it).make() }
  m.buildIndex('byName', Vertex).addKey(m.getPropertyKey('name')).buildCompositeIndex()
  if (graph.configuration().getProperty('index.search.backend') != null) m.buildIndex('ages', Vertex).addKey(m.getPropertyKey('age')).buildMixedIndex('search')
  m.commit()
} else m.rollback()
int all = mx as int
for (int from = 0; from < all; from += 5000) TestFill.fill(graph, from, Math.min(5000, all - from), all)
all
`;
