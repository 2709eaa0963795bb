/**
 * Empties a graph of the server's settings, schema included: drops it, opens it again with the same options and binds it
 * again, with the traversal sources that were on it. Binding `gn`: its name. Bound again for requests with aliases, as
 * every driver sends them; a variable of the server's start-up script stays on the closed graph.
 */
export const RESET_GRAPH = `
def mg = org.janusgraph.graphdb.management.JanusGraphManager.getInstance()
def old = mg.getGraph(gn), opts = [:]
def sn = mg.getTraversalSourceNames().findAll { mg.getTraversalSource(it).getGraph().is(old) }
old.configuration().getKeys().each { opts[it] = old.configuration().getProperty(it) }
old.getOpenTransactions().each { it.rollback() }
org.janusgraph.core.JanusGraphFactory.drop(old)
def fresh = org.janusgraph.core.JanusGraphFactory.open(new org.apache.commons.configuration2.MapConfiguration(opts))
mg.putGraph(gn, fresh)
sn.each { mg.putTraversalSource(it, fresh.traversal()) }
sn.join(', ')
`;
