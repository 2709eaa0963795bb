import { AmberError } from '#lib/domain/errors';
import type { GraphFacts } from '#lib/domain/graph-facts';
import { compareCounts, readCountLine } from './count-line.ts';
import { edgeBody, vertexBody } from './element-line.ts';
import { IdTable } from './id-table.ts';
import { IndexMembership } from './index-membership.ts';
import { strangeClasses } from './known-classes.ts';
import { LabelCounts } from './label-counts.ts';
import { edgeHead, vertexHead } from './line-head.ts';
import { LineSplitter } from './line-splitter.ts';
import { readSchemaLine, type SchemaLine } from './schema-line.ts';
import { SchemaNames } from './schema-names.ts';
import { firstNames, schemaNeeds } from './schema-needs.ts';
import { globalOptions, summariseSchema } from './schema-summary.ts';
import { strangeTypes } from './typed-values.ts';

/** What is kept of the names that a hostile artefact could give without end. */
const MOST_CLASSES = 1000;

type Phase = 'schema' | 'vertices' | 'edges' | 'ended';

/**
 * Reads the plain bytes of a graph's artefact, in chunks of any size, to their last line. Every line is parsed; ids of
 * vertices are kept in a table of bounded memory, so that edges without an end are found.
 */
export class GraphInspector {
  /** So far. */
  vertices = 0;
  edges = 0;
  bytes = 0;
  readonly #splitter = new LineSplitter((line) => this.#line(line));
  readonly #ids: IdTable;
  #phase: Phase = 'schema';
  #schema: SchemaLine | null = null;
  #names: SchemaNames | null = null;
  #membership: IndexMembership | null = null;
  readonly #vertexLabels = new LabelCounts();
  readonly #edgeLabels = new LabelCounts();
  readonly #found = {
    properties: 0,
    danglingEdges: 0,
    staticVertices: 0,
    partitionedVertices: 0,
    javaValues: 0,
    longestLine: 0,
  };
  /** Of all lines of the schema. */
  readonly #strangeClasses = new Set<string>();
  #textIds = false;
  /** Where the current line begins. */
  #offset = 0;

  /** @param scratch folder for what does not fit into memory */
  constructor(scratch: string) {
    this.#ids = new IdTable(scratch);
  }

  write(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.#splitter.write(chunk);
  }

  /** What a file holds without its last line: a snapshot writes that one from this. */
  counts(): Pick<GraphFacts, 'vertices' | 'edges' | 'vertexLabels' | 'edgeLabels'> {
    return {
      vertices: this.vertices,
      edges: this.edges,
      vertexLabels: this.#vertexLabels.read(),
      edgeLabels: this.#edgeLabels.read(),
    };
  }

  /** After the last byte. */
  end(): GraphFacts {
    const schema = this.#schema;
    if (this.#phase !== 'ended' || this.#splitter.rest > 0 || schema === null) {
      throw new AmberError('truncated', 'The artefact ends before its last line: it is cut.', {
        offset: this.bytes,
      });
    }
    return {
      format: 'graphson',
      formatVersion: schema.version,
      source: schema.source,
      ...this.counts(),
      ...this.#found,
      idKind: this.#textIds ? 'text' : 'number',
      options: globalOptions(schema.schema),
      schema: summariseSchema(schema.schema),
      ...schemaNeeds(schema.schema),
      strangeClasses: firstNames([...this.#strangeClasses]),
      indexed: this.#membership?.read() ?? {},
      bytes: this.bytes,
    };
  }

  /** Gives up what it holds on the disk. */
  close(): void {
    this.#ids.close();
  }

  #line(line: Buffer): void {
    if (line.length > this.#found.longestLine) this.#found.longestLine = line.length;
    if (this.#phase === 'schema') {
      this.#takeSchema(line.toString('utf8'));
      this.#phase = 'vertices';
    } else if (this.#phase === 'ended')
      throw this.#malformed('Something follows the last line of the artefact');
    else this.#element(line);
    this.#offset += line.length + 1;
  }

  #element(line: Buffer): void {
    const text = line.toString('utf8');
    if (line[0] === 0x56 && this.#phase === 'vertices') this.#vertex(text);
    else if (line[0] === 0x45) this.#edge(text);
    else if (line[0] === 0x53) this.#takeSchema(text);
    else if (line[0] === 0x43) {
      compareCounts(readCountLine(text, this.#offset), this.counts(), this.#offset);
      this.#phase = 'ended';
    } else if (line[0] === 0x56) throw this.#malformed('A vertex stands behind the edges');
    else throw this.#malformed('A line is no vertex, no edge and no count');
  }

  #takeSchema(line: string): void {
    const schema = readSchemaLine(line);
    this.#schema = schema;
    for (const name of strangeClasses(schema.schema)) {
      if (this.#strangeClasses.size < MOST_CLASSES) this.#strangeClasses.add(name);
    }
    this.#names = new SchemaNames(schema.schema);
    // an index that came while the graph was read does not hold what was read before
    this.#membership ??= new IndexMembership(schema.schema);
  }

  #vertex(line: string): void {
    const head = vertexHead(line);
    const membership = this.#membership!;
    const onProperty = membership.watches('properties')
      ? (key: string, metaKeys: string[]) => membership.see('properties', key, metaKeys)
      : undefined;
    const body = head && vertexBody(this.#json(line), onProperty);
    if (head === null || body === null) throw this.#malformed('A vertex is damaged');
    this.#requireNames(this.#names!.vertexLabels.has(head.label), body.names);
    if (!this.#ids.add(head.id.high, head.id.low)) throw this.#malformed('A vertex is there twice');
    this.vertices += 1;
    this.#vertexLabels.add(head.label);
    if (head.id.kind === 'text') this.#textIds = true;
    if (this.#names!.staticLabels.has(head.label)) this.#found.staticVertices += 1;
    if (this.#names!.partitionedLabels.has(head.label)) this.#found.partitionedVertices += 1;
    this.#found.properties += body.values;
    this.#found.javaValues += body.javaValues;
    if (membership.watches('vertices')) membership.see('vertices', head.label, body.keys);
  }

  #edge(line: string): void {
    this.#phase = 'edges';
    const head = edgeHead(line);
    const body = head && edgeBody(this.#json(line));
    if (head === null || body === null) throw this.#malformed('An edge is damaged');
    this.#requireNames(this.#names!.relations.has(head.label), body.names);
    this.edges += 1;
    this.#edgeLabels.add(head.label);
    this.#found.javaValues += body.javaValues;
    const whole = this.#ids.get(head.out.high, head.out.low) && this.#ids.get(head.in.high, head.in.low);
    if (!whole) this.#found.danglingEdges += 1;
    else if (this.#membership!.watches('edges')) this.#membership!.see('edges', head.label, body.keys);
  }

  #requireNames(hasLabel: boolean, names: readonly string[]): void {
    const { relations } = this.#names!;
    if (hasLabel && names.every((name) => relations.has(name))) return;
    throw this.#malformed('A line has a label or a key that the schema does not have');
  }

  #json(line: string): unknown {
    this.#found.javaValues += strangeTypes(line);
    try {
      return JSON.parse(line.slice(1));
    } catch {
      throw this.#malformed('A line is damaged');
    }
  }

  #malformed(what: string): AmberError {
    return new AmberError('malformed', `${what} (at byte ${this.#offset}).`, { offset: this.#offset });
  }
}
