/**
 * How many elements stand in each mixed index, asked of the index itself: JSON text by name; `-1`: it could not be asked.
 * The query for everything is understood by Lucene, Elasticsearch and Solr. Binding `xp`: how many should, by name.
 * Lucene counts no further than 1001, so beyond that it is asked for the last element that should be there, and where
 * there is none, by halves for the last one that is.
 */
export const INDEX_TOTALS = `
import org.apache.tinkerpop.gremlin.structure.*
def m = graph.openManagement(), out = [:]
def all = { n -> graph.indexQuery(n, '*:*') }
def total = { n, c -> def q = all(n); (c == Vertex ? q.vertexTotals() : c == Edge ? q.edgeTotals() : q.propertyTotals()) as long }
def has = { n, c, long k -> def q = all(n).offset((int) (k - 1)).limit(1); (c == Vertex ? q.vertexStream() : c == Edge ? q.edgeStream() : q.propertyStream()).count() == 1L }
def exact = { n, c, long least, long should ->
  if (should > 500000L) return should
  if (has(n, c, should)) return has(n, c, should + 1) ? should + 1 : should
  long lo = least, hi = should
  while (hi - lo > 1) { long mid = (lo + hi).intdiv(2); if (has(n, c, mid)) lo = mid else hi = mid }
  lo }
try {
  [Vertex, Edge, VertexProperty].each { c -> m.getGraphIndexes(c).findAll { it.isMixedIndex() && xp.containsKey(it.name()) }.each { i ->
    try {
      long n = total(i.name(), c), should = xp[i.name()] as long
      out[i.name()] = n > 1000L && n != should && graph.configuration().getString('index.' + i.getBackingIndex() + '.backend') == 'lucene' ? exact(i.name(), c, n, should) : n
    } catch (e) { out[i.name()] = -1 } } }
} finally { m.rollback() }
groovy.json.JsonOutput.toJson(out)
`;
