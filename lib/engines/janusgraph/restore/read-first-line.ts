import { AmberError } from '#lib/domain/errors';
import type { ByteSource } from '#lib/domain/ports/engine';
import { readSchemaLine, type SchemaLine } from '../graphson/schema-line.ts';
import { sourceLines } from './source-lines.ts';

/** The schema, without the rest of the artefact. */
export const readFirstLine = async (source: ByteSource, signal: AbortSignal): Promise<SchemaLine> => {
  for await (const [line] of sourceLines(source, signal)) return readSchemaLine(line!.toString('utf8'));
  throw new AmberError('truncated', 'The artefact ends before its first line does: it is cut.');
};
