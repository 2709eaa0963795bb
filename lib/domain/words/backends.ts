/** Storage and index backends of a JanusGraph as their makers write them; others as the server names them. */
const NAMES: Record<string, string> = {
  berkeleyje: 'BerkeleyJE',
  inmemory: 'memory',
  cql: 'Cassandra',
  scylla: 'ScyllaDB',
  hbase: 'HBase',
  bigtable: 'Bigtable',
  lucene: 'Lucene',
  elasticsearch: 'Elasticsearch',
  solr: 'Solr',
};

export const backendWords = (backend: string): string =>
  Object.hasOwn(NAMES, backend) ? NAMES[backend]! : backend;
