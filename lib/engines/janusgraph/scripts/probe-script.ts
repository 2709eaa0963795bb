/** Cheap facts about a graph, as JSON text; no scan: of vertices it looks for one. Needs no binding. */
export const PROBE = `
def c = graph.configuration(), m = graph.openManagement(), f = graph.getBackend().getStoreFeatures()
def opt = { k -> try { String.valueOf(m.get(k)) } catch (e) { null } }
def tx = graph.buildTransaction().readOnly().start()
try {
  groovy.json.JsonOutput.toJson([
    janusgraph: org.janusgraph.graphdb.configuration.JanusGraphConstants.VERSION, tinkerpop: Gremlin.version(),
    id: { -> try { graph.getConfiguration().getUniqueGraphId() } catch (e) { null } }(),
    storage: c.getString('storage.backend'),
    indexBackends: c.getKeys().findAll { it ==~ /index\\..*\\.backend/ }.collectEntries { [it.substring(6, it.length() - 8), c.getString(it)] },
    setVertexId: opt('graph.set-vertex-id'), customVertexIds: opt('graph.allow-custom-vid-types'), constraints: opt('schema.constraints'),
    partitions: opt('cluster.max-partitions'), ttl: f.hasCellTTL(), distributed: f.isDistributed(),
    instances: m.getOpenInstances().toList(),
    openTransactions: graph.getOpenTransactions().findAll { !it.is(tx) && !it.is(m.getWrappedTx()) }.collect { it.getConfiguration().getGroupName() },
    graphs: org.janusgraph.graphdb.management.JanusGraphManager.getInstance()?.getGraphNames()?.toList() ?: [],
    configured: { -> try { org.janusgraph.core.ConfiguredGraphFactory.getGraphNames().toList() } catch (e) { null } }(),
    hasSchema: m.getRelationTypes(org.janusgraph.core.RelationType).iterator().hasNext() || m.getVertexLabels().iterator().hasNext(),
    hasVertices: tx.vertices().hasNext() ])
} finally { m.rollback(); if (tx.isOpen()) tx.rollback() }
`;
