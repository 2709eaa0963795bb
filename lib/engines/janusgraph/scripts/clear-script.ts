/**
 * Deletes the next `nb` vertices with their edges in one transaction, in a session whose cursor stays open between calls
 * (transaction group `tg`, of which what an earlier run left open is rolled back first). Gives how many; 0: the graph is
 * empty. The schema stays.
 */
export const CLEAR_PAGE = `
if (!binding.hasVariable('BKDEL') || BKDEL == null) {
  for (o in new ArrayList(graph.getOpenTransactions())) if (o.getConfiguration().getGroupName() == tg) o.rollback()
  def b = graph.buildTransaction().readOnly().vertexCacheSize(100).groupName(tg)
  if (graph.configuration().getString('storage.backend') == 'berkeleyje') b.customOption('storage.berkeleyje.isolation-level', 'READ_UNCOMMITTED')
  def r = b.start(); BKDEL = [tx: r, it: r.vertices()]
}
def t = graph.buildTransaction().vertexCacheSize(100).start()
try {
  int k = 0
  while (k < nb && BKDEL.it.hasNext()) { def v = t.getVertex(BKDEL.it.next().id()); if (v) v.remove(); k++ }
  t.commit()
  if (k == 0) { BKDEL.tx.rollback(); BKDEL = null }
  k
} finally { if (t.isOpen()) t.rollback() }
`;

/** Ends the cursor: to be sent in the same session before it is left, after an error too. */
export const CLOSE_CLEAR = `
if (binding.hasVariable('BKDEL') && BKDEL != null) { if (BKDEL.tx.isOpen()) BKDEL.tx.rollback(); BKDEL = null }
'closed'
`;
