/**
 * A script that gives an SHA-256 of everything in a graph that does not depend on ids: labels, keys, types, values bit by
 * bit, meta-properties, edges between the contents of their ends.
 */
export const DIGEST = `
import groovy.transform.CompileStatic
import org.apache.tinkerpop.gremlin.structure.*
@CompileStatic
class TestDigest {
  static String sha(String s) { java.security.MessageDigest.getInstance('SHA-256').digest(s.getBytes('UTF-8')).encodeHex().toString() }
  static String text(Object v) {
    String c = v.getClass().getName()
    if (v instanceof Double) return c + Double.doubleToRawLongBits((Double) v)
    if (v instanceof Float) return c + Float.floatToRawIntBits((Float) v)
    if (v instanceof byte[]) return c + Arrays.toString((byte[]) v)
    if (v instanceof short[]) return c + Arrays.toString((short[]) v)
    if (v instanceof int[]) return c + Arrays.toString((int[]) v)
    if (v instanceof long[]) return c + Arrays.toString((long[]) v)
    if (v instanceof float[]) return c + Arrays.toString((float[]) v)
    if (v instanceof double[]) return c + Arrays.toString((double[]) v)
    if (v instanceof char[]) return c + Arrays.toString((char[]) v)
    if (v instanceof boolean[]) return c + Arrays.toString((boolean[]) v)
    if (v instanceof String[]) return c + Arrays.toString((String[]) v)
    if (v instanceof Date) return c + ((Date) v).getTime()
    if (v.getClass() == Object) return c
    if (v instanceof HashMap) return c + new TreeMap((Map) v).collect { Object k, Object x -> k.toString() + '=' + x.getClass().getName() + x }
    c + v.toString()
  }
  static String props(Iterator<? extends Property> it) {
    List<String> out = []; while (it.hasNext()) { Property p = it.next(); out.add(p.key() + '=' + text(p.value())) }; Collections.sort(out); out.toString()
  }
  static String vertex(Vertex v) {
    List<String> out = []
    for (Iterator<VertexProperty> it = v.properties() as Iterator<VertexProperty>; it.hasNext();) { VertexProperty p = it.next(); out.add(p.key() + '=' + text(p.value()) + props(p.properties() as Iterator<Property>)) }
    Collections.sort(out); v.label() + out
  }
  static String of(Iterator<Vertex> vs) {
    List<String> all = []
    while (vs.hasNext()) {
      Vertex v = vs.next(); String s = vertex(v); all.add(sha(s))
      for (Iterator<Edge> es = v.edges(Direction.OUT); es.hasNext();) { Edge e = es.next(); all.add(sha(e.label() + props(e.properties() as Iterator<Property>) + '|' + s + '|' + vertex(e.inVertex()))) }
    }
    Collections.sort(all); all.size() + ':' + sha(all.toString())
  }
}
def tx = graph.buildTransaction().readOnly().start()
try { TestDigest.of(tx.vertices().iterator()) } finally { tx.rollback() }
`;
