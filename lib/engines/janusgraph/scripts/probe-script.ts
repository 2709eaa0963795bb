/** Cheap facts about a graph, as JSON text; no scan: of vertices it looks for one. Needs no binding. */
export const PROBE = `
def c = graph.configuration(), m = graph.openManagement(), f = graph.getBackend().getStoreFeatures()
// of a graph in memory, the management does not know what it was opened with
def opt = { k -> try { String.valueOf(m.get(k)) } catch (e) { null } }, set = { f0, k -> try { String.valueOf(f0()) } catch (e) { opt(k) } }
def tx = graph.buildTransaction().readOnly().start()
try {
  groovy.json.JsonOutput.toJson([
    janusgraph: org.janusgraph.graphdb.configuration.JanusGraphConstants.VERSION, tinkerpop: Gremlin.version(),
    id: { -> try { graph.getConfiguration().getUniqueGraphId() } catch (e) { null } }(),
    storage: c.getString('storage.backend'),
    indexBackends: c.getKeys().findAll { it ==~ /index\\..*\\.backend/ }.collectEntries { [it.substring(6, it.length() - 8), c.getString(it)] },
    setVertexId: set({ graph.getConfiguration().allowVertexIdSetting() }, 'graph.set-vertex-id'), customVertexIds: set({ graph.getConfiguration().allowCustomVertexIdType() }, 'graph.allow-custom-vid-types'), constraints: set({ !graph.getConfiguration().hasDisabledSchemaConstraints() }, 'schema.constraints'),
    partitions: opt('cluster.max-partitions'), ttl: f.hasCellTTL(), distributed: f.isDistributed(),
    instances: m.getOpenInstances().toList(),
    openTransactions: graph.getOpenTransactions().findAll { !it.is(tx) && !it.is(m.getWrappedTx()) }.collect { it.getConfiguration().getGroupName() },
    graphs: org.janusgraph.graphdb.management.JanusGraphManager.getInstance()?.getGraphNames()?.toList() ?: [],
    configured: { -> try { org.janusgraph.core.ConfiguredGraphFactory.getGraphNames().toList() } catch (e) { null } }(),
    hasSchema: m.getRelationTypes(org.janusgraph.core.RelationType).iterator().hasNext() || m.getVertexLabels().iterator().hasNext(),
    hasVertices: tx.vertices().hasNext() ])
} finally { m.rollback(); if (tx.isOpen()) tx.rollback() }
`;
