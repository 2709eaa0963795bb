/**
 * Writes one batch. Bindings `pl`: gzipped V and E lines; `kp`: keep the ids of vertices; `md`: `one`, a transaction of
 * its own, without a session; `begin`, `add`, `end`: one transaction held by the session, as static vertices must be
 * committed together with their edges; `drop`: that one is rolled back, should it be open; `buf`: a piece of a longer
 * payload, which the session's next `one` or `add` begins with; `tg`: group of the transaction that the session holds, of
 * which what an earlier run left open is rolled back. Gives the new ids, comma-joined, in the order of the lines; where they are kept, how many there are.
 */
export const WRITE_BATCH = `
import groovy.transform.CompileStatic
import org.apache.tinkerpop.gremlin.structure.*
import org.apache.tinkerpop.gremlin.structure.io.graphson.*
import org.apache.tinkerpop.shaded.jackson.databind.ObjectMapper
import org.janusgraph.core.*
import org.janusgraph.diskstorage.util.StaticArrayBuffer
import org.janusgraph.graphdb.database.StandardJanusGraph

@CompileStatic
class BkRest {
  static final ObjectMapper M = GraphSONMapper.build().version(GraphSONVersion.V3_0).addDefaultXModule(true).addRegistry(org.janusgraph.graphdb.tinkerpop.JanusGraphIoRegistry.instance()).create().createMapper()
  static Object un(StandardJanusGraph g, Object b64) { g.getDataSerializer().readClassAndObject(StaticArrayBuffer.of(Base64.decoder.decode((String) b64)).asReadBuffer()) }
  static void props(StandardJanusGraph g, Element el, Map o) {
    Map nat = (Map) o.get('native')
    for (Map.Entry e in ((Map<Object, Object>) (o.get('properties') ?: [:])).entrySet()) el.property((String) e.key, nat != null && nat.containsKey(e.key) ? un(g, nat.get(e.key)) : e.value)
  }
  static void lines(StandardJanusGraph g, JanusGraphTransaction tx, byte[] gz, boolean keep, List<Vertex> made) {
    BufferedReader r = new BufferedReader(new InputStreamReader(new java.util.zip.GZIPInputStream(new ByteArrayInputStream(gz)), 'UTF-8')); String line
    while ((line = r.readLine()) != null) {
      Map o = M.readValue(line.substring(1), LinkedHashMap)
      if (line.charAt(0) == ('V' as char)) {
        String lab = (String) o.get('label')
        Vertex v = tx.addVertex(keep ? o.get('id') : null, lab == 'vertex' ? null : tx.getVertexLabel(lab))
        for (Map.Entry e in ((Map<Object, Object>) (o.get('properties') ?: [:])).entrySet()) {
          VertexProperty.Cardinality c = tx.getPropertyKey((String) e.key).cardinality().convert()
          for (Object x in (List) e.value) { Map p = (Map) x; props(g, v.property(c, (String) e.key, p.containsKey('nativeValue') ? un(g, p.get('nativeValue')) : p.get('value')), p) }
        }
        made.add(v)
      } else props(g, tx.getVertex(o.get('outV')).addEdge((String) o.get('label'), tx.getVertex(o.get('inV'))), o)
    }
  }
  static String ids(List<Vertex> made, boolean keep) { if (keep) return '' + made.size(); StringBuilder s = new StringBuilder(); for (Vertex v in made) { if (s.length() > 0) s.append(','); s.append(v.id()) }; s.toString() }
  static JanusGraphTransaction start(StandardJanusGraph g) { g.buildTransaction().enableBatchLoading().start() }
  static JanusGraphTransaction begin(StandardJanusGraph g, String group) {
    for (t in new ArrayList<JanusGraphTransaction>(g.getOpenTransactions())) if (((org.janusgraph.graphdb.transaction.StandardJanusGraphTx) t).getConfiguration().getGroupName() == group) t.rollback()
    g.buildTransaction().enableBatchLoading().groupName(group).start()
  }
  static String one(StandardJanusGraph g, byte[] gz, boolean keep) {
    JanusGraphTransaction tx = start(g); List<Vertex> made = []
    try { lines(g, tx, gz, keep, made); tx.commit() } catch (Throwable x) { if (tx.isOpen()) tx.rollback(); throw x }
    ids(made, keep)
  }
  static String add(StandardJanusGraph g, JanusGraphTransaction tx, byte[] gz, boolean keep) {
    List<Vertex> made = []; try { lines(g, tx, gz, keep, made) } catch (Throwable x) { tx.rollback(); throw x }; ids(made, keep)
  }
}
def bytes = { byte[] z = pl.array(); if (binding.hasVariable('BKBUF') && BKBUF != null) { BKBUF.write(z); z = BKBUF.toByteArray(); BKBUF = null }; z }
if (md == 'buf') { if (!binding.hasVariable('BKBUF') || BKBUF == null) BKBUF = new ByteArrayOutputStream(); BKBUF.write(pl.array()); return '' }
if (md == 'one') return BkRest.one(graph, bytes(), kp)
if (md == 'begin') { BKTX = BkRest.begin(graph, tg); return '' }
if (md == 'drop') { if (binding.hasVariable('BKTX') && BKTX != null && BKTX.isOpen()) BKTX.rollback(); BKTX = null; return '' }
if (md == 'add') return BkRest.add(graph, BKTX, bytes(), kp)
BKTX.commit(); BKTX = null; ''
`;
