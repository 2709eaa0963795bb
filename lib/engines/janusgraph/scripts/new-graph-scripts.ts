/**
 * Makes a graph by ConfiguredGraphFactory with the storage and the index backends of `graph`, in folders of its own beside
 * that one's, and opens it; one that is there is only opened. One that cannot be opened is not left behind. Bindings: `gn`
 * its name, `fo` options that are fixed when a graph is made.
 */
export const CREATE_GRAPH = `
import org.janusgraph.core.ConfiguredGraphFactory
if (!(gn in ConfiguredGraphFactory.getGraphNames())) {
  def c = graph.configuration(), cf = new HashMap(fo)
  def local = c.getKeys().findAll { it.startsWith('storage.') || it.startsWith('index.') }
  def own = ~/storage\\.(directory|root)|storage\\.cql\\.keyspace|storage\\.hbase\\.table|index\\..*\\.(directory|index-name)/
  local.findAll { !(it ==~ own) }.each { cf[it] = c.getProperty(it) }
  cf['graph.graphname'] = gn
  def home = c.getProperty('storage.directory') ?: c.getProperty('storage.root')
  def folder = home == null ? null : new File(new File(home.toString()).getAbsoluteFile().getParentFile(), 'amber-' + gn)
  if (c.getProperty('storage.backend') == 'berkeleyje') {
    cf['storage.directory'] = new File(folder, 'db').getPath()
    cf['storage.berkeleyje.cache-percentage'] = 5
  }
  local.findAll { it ==~ /index\\..*\\.backend/ }.each { k ->
    def name = k.substring(6, k.length() - 8)
    def at = c.getProperty('index.' + name + '.directory')
    if (at != null) cf['index.' + name + '.directory'] = new File(folder ?: new File(new File(at.toString()).getAbsoluteFile().getParentFile(), 'amber-' + gn), 'index-' + name).getPath()
    if (c.getProperty(k) == 'elasticsearch') cf['index.' + name + '.index-name'] = gn.toLowerCase()
  }
  ConfiguredGraphFactory.createConfiguration(new org.apache.commons.configuration2.MapConfiguration(cf))
  try {
    ConfiguredGraphFactory.open(gn)
  } catch (Throwable e) {
    folder?.deleteDir()
    org.janusgraph.graphdb.management.ConfigurationManagementGraph.getInstance().removeConfiguration(gn)
    throw e
  }
}
ConfiguredGraphFactory.open(gn).toString()
`;

/**
 * Takes away what `CREATE_GRAPH` made, as far as it is there: transactions, storage, indexes, configuration and folders.
 * The configuration goes after the folders, which nobody would find without it should the server end in between. A graph
 * that cannot be opened goes too where its folders are all there is of it; with storage or indexes elsewhere it is tried
 * again, as nobody would find those any more. The factory's own `drop` leaves the files on BerkeleyJE and the process
 * unable to open them again, and its `removeConfiguration` opens the graph once more, in new folders. Binding `gn`: its name.
 */
export const DROP_GRAPH = `
import org.janusgraph.core.ConfiguredGraphFactory
if (gn in ConfiguredGraphFactory.getGraphNames()) {
  def c = ConfiguredGraphFactory.getConfiguration(gn)
  def folders = c.findAll { k, v -> k ==~ /(storage|index\\..*)\\.directory/ }.collect { k, v -> new File(v.toString()).getParentFile() }.findAll { it.getName() == 'amber-' + gn }.unique()
  def allHere = c.findAll { k, v -> k ==~ /(storage|index\\..*)\\.backend/ }.every { k, v -> v in ['berkeleyje', 'inmemory', 'lucene'] }
  try {
    def old = ConfiguredGraphFactory.open(gn)
    old.getOpenTransactions().each { it.rollback() }
    org.janusgraph.core.JanusGraphFactory.drop(old)
  } catch (Throwable e) {
    if (!allHere) throw e
  }
  folders.each { it.deleteDir() }
  org.janusgraph.graphdb.management.ConfigurationManagementGraph.getInstance().removeConfiguration(gn)
  def mg = org.janusgraph.graphdb.management.JanusGraphManager.getInstance()
  mg.removeTraversalSource(gn + '_traversal')
  mg.removeGraph(gn)
}
'gone'
`;
