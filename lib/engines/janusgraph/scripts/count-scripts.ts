/** Opens a count in a session: vertices by label, edges by label, each read once. Binding `tg`: transaction group. */
export const OPEN_COUNT = `
import groovy.transform.CompileStatic
import org.apache.tinkerpop.gremlin.structure.*
import org.janusgraph.core.*
import org.janusgraph.graphdb.database.StandardJanusGraph

@CompileStatic
class BkCount {
  JanusGraphTransaction tx; Iterator<Vertex> vit; Iterator<Edge> eit; long n = 0
  Map<String, Long> vs = new TreeMap<String, Long>(), es = new TreeMap<String, Long>()
  BkCount(StandardJanusGraph g, String group, String iso) {
    for (t in new ArrayList<JanusGraphTransaction>(g.getOpenTransactions())) if (((org.janusgraph.graphdb.transaction.StandardJanusGraphTx) t).getConfiguration().getGroupName() == group) t.rollback()
    TransactionBuilder b = g.buildTransaction().readOnly().vertexCacheSize(500).groupName(group)
    if (iso) b.customOption('storage.berkeleyje.isolation-level', iso)
    tx = b.start(); vit = tx.vertices().iterator()
  }
  static void add(Map<String, Long> to, String label) { Long c = to.get(label); to.put(label, c == null ? 1L : c + 1L) }
  List page(long most) {
    long until = n + most; boolean fin = false
    while (n < until) {
      if (eit != null && eit.hasNext()) { add(es, eit.next().label()); n++ }
      else if (vit.hasNext()) { Vertex v = vit.next(); add(vs, v.label()); n++; eit = v.edges(Direction.OUT) }
      else { fin = true; tx.rollback(); break }
    }
    [n, fin, fin ? groovy.json.JsonOutput.toJson([vertices: vs, edges: es]) : '']
  }
}
BC = new BkCount(graph, tg, graph.configuration().getString('storage.backend') == 'berkeleyje' ? 'READ_UNCOMMITTED' : null)
'open'
`;

/** Counts at most `mx` more: [counted so far, finished, the counts as JSON text once it is]. */
export const COUNT_PAGE = 'BC.page(mx as long)';

export const CLOSE_COUNT = `
if (binding.hasVariable('BC') && BC != null) { if (BC.tx.isOpen()) BC.tx.rollback(); BC = null }
'closed'
`;
