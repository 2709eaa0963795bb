/**
 * How many elements stand in each mixed index, asked of the index itself: JSON text by name. `-1`: it could not be asked.
 * The query for everything is understood by Lucene, Elasticsearch and Solr. Needs no binding.
 */
export const INDEX_TOTALS = `
import org.apache.tinkerpop.gremlin.structure.*
def m = graph.openManagement(), out = [:]
try {
  [Vertex, Edge, VertexProperty].each { c -> m.getGraphIndexes(c).findAll { it.isMixedIndex() }.each { i ->
    def q = graph.indexQuery(i.name(), '*:*')
    try { out[i.name()] = c == Vertex ? q.vertexTotals() : c == Edge ? q.edgeTotals() : q.propertyTotals() } catch (e) { out[i.name()] = -1 } } }
} finally { m.rollback() }
groovy.json.JsonOutput.toJson(out)
`;
