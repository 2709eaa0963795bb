// Loads lines of a backup, in a session. Bindings: md `piece` keeps pl (gzipped bytes), `write` writes the lines that the
// pieces make up in one transaction, `end` gives what was written. Old ids lead to new ones in a map of the session.
import groovy.transform.CompileStatic
import org.apache.tinkerpop.gremlin.structure.*
import org.apache.tinkerpop.gremlin.structure.io.graphson.*
import org.apache.tinkerpop.shaded.jackson.databind.ObjectMapper
import org.janusgraph.core.*
import org.janusgraph.diskstorage.util.StaticArrayBuffer
import org.janusgraph.graphdb.database.StandardJanusGraph

@CompileStatic
class Loader {
  static final ObjectMapper JSON = GraphSONMapper.build().version(GraphSONVersion.V3_0).addDefaultXModule(true).addRegistry(org.janusgraph.graphdb.tinkerpop.JanusGraphIoRegistry.instance()).create().createMapper()
  Map<Object, Object> ids = new HashMap<Object, Object>(); long vertices = 0, edges = 0, dangling = 0
  // Values that GraphSON 3 cannot give back exactly also stand in JanusGraph's own bytes.
  Object own(StandardJanusGraph g, Object base64) { g.getDataSerializer().readClassAndObject(StaticArrayBuffer.of(Base64.decoder.decode((String) base64)).asReadBuffer()) }
  void fill(StandardJanusGraph g, Element el, Map o) {
    Map exact = (Map) (o.get('native') ?: [:])
    for (Map.Entry e in ((Map<Object, Object>) (o.get('properties') ?: [:])).entrySet()) el.property((String) e.key, exact.containsKey(e.key) ? own(g, exact.get(e.key)) : e.value)
  }
  void vertex(StandardJanusGraph g, JanusGraphTransaction tx, Map o, Map<Object, Object> added) {
    String label = (String) o.get('label')
    Vertex v = tx.addVertex(null, label == 'vertex' ? null : tx.getVertexLabel(label))
    for (Map.Entry e in ((Map<Object, Object>) (o.get('properties') ?: [:])).entrySet()) {
      VertexProperty.Cardinality c = tx.getPropertyKey((String) e.key).cardinality().convert()
      for (Object x in (List) e.value) { Map p = (Map) x; fill(g, v.property(c, (String) e.key, p.containsKey('nativeValue') ? own(g, p.get('nativeValue')) : p.get('value')), p) }
    }
    added.put(o.get('id'), v.id())
  }
  void write(StandardJanusGraph g, byte[] gzipped) {
    JanusGraphTransaction tx = g.buildTransaction().enableBatchLoading().start(); Map<Object, Object> added = new HashMap<Object, Object>(); long e = 0, d = 0
    try {
      BufferedReader lines = new BufferedReader(new InputStreamReader(new java.util.zip.GZIPInputStream(new ByteArrayInputStream(gzipped)), 'UTF-8')); String line
      while ((line = lines.readLine()) != null) {
        Map o = JSON.readValue(line.substring(1), LinkedHashMap)
        if (line.charAt(0) == ('V' as char)) { vertex(g, tx, o, added); continue }
        Object from = ids.get(o.get('outV')) ?: added.get(o.get('outV')), to = ids.get(o.get('inV')) ?: added.get(o.get('inV'))
        // Its vertex was deleted while the backup was taken.
        if (from == null || to == null) { d++; continue }
        fill(g, tx.getVertex(from).addEdge((String) o.get('label'), tx.getVertex(to)), o); e++
      }
      tx.commit()
    } catch (Throwable x) { if (tx.isOpen()) tx.rollback(); throw x }
    ids.putAll(added); vertices += added.size(); edges += e; dangling += d
  }
}
if (!binding.hasVariable('LOADER')) LOADER = new Loader()
if (md == 'piece') { if (!binding.hasVariable('PIECES') || PIECES == null) PIECES = new ByteArrayOutputStream(); PIECES.write(pl.array()); return 'kept' }
if (md == 'write') { def z = PIECES.toByteArray(); PIECES = null; LOADER.write(graph, z); return 'written' }
"Loaded ${LOADER.vertices} vertices and ${LOADER.edges} edges, ${LOADER.dangling} edges without an end left out.".toString()
