import { AmberError } from '#lib/domain/errors';
import { giveListpack, giveZiplist } from './packed-lists.ts';
import type { PieceSink } from './piece-sink.ts';
import {
  readBlob,
  readByte,
  readBytes,
  readLength,
  readString,
  type Segment,
  type Steps,
} from './segment.ts';

function* strings(segment: Segment, sink: PieceSink, each: number): Steps {
  const count = (yield* readLength(segment)) * each;
  for (let i = 0; i < count; i += 1) yield* readString(segment, sink);
}

/** A number that the server reads back as the same double. */
const scoreText = (score: number): string => {
  if (Number.isNaN(score)) return 'nan';
  if (!Number.isFinite(score)) return score > 0 ? 'inf' : '-inf';
  return Object.is(score, -0) ? '-0' : String(score);
};

function* textScore(segment: Segment): Steps<string> {
  const length = yield* readByte(segment);
  if (length === 253) return 'nan';
  if (length === 254) return 'inf';
  if (length === 255) return '-inf';
  return (yield* readBytes(segment, length)).toString('latin1');
}

function* binaryScore(segment: Segment): Steps<string> {
  return scoreText((yield* readBytes(segment, 8)).readDoubleLE(0));
}

function* sortedSet(segment: Segment, sink: PieceSink, score: (segment: Segment) => Steps<string>): Steps {
  const count = yield* readLength(segment);
  for (let i = 0; i < count; i += 1) {
    yield* readString(segment, sink);
    const text = yield* score(segment);
    sink.score?.(text);
  }
}

/** Quicklist of Redis 3.2 to 6.2: every node a ziplist. */
function* ziplistNodes(segment: Segment, sink: PieceSink): Steps {
  const count = yield* readLength(segment);
  for (let i = 0; i < count; i += 1) giveZiplist(yield* readBlob(segment), sink);
}

const PLAIN_NODE = 1;

/** Quicklist since Redis 7.0: a node is a listpack, or one large element as it is. */
function* quicklistNodes(segment: Segment, sink: PieceSink): Steps {
  const count = yield* readLength(segment);
  for (let i = 0; i < count; i += 1) {
    const container = yield* readLength(segment);
    if (container === PLAIN_NODE) yield* readString(segment, sink);
    else giveListpack(yield* readBlob(segment), sink);
  }
}

/** Redis 7.4: the earliest time, then per field 0 (none) or the distance to it plus one. */
function* redisHashWithExpiry(segment: Segment, sink: PieceSink): Steps {
  const earliest = Number((yield* readBytes(segment, 8)).readBigInt64LE(0));
  const count = yield* readLength(segment);
  for (let i = 0; i < count; i += 1) {
    const distance = yield* readLength(segment);
    yield* readString(segment, sink);
    yield* readString(segment, sink);
    if (distance > 0) sink.fieldExpiry?.(earliest + distance - 1);
  }
}

/** Valkey 9: behind each pair its time, or -1. */
function* valkeyHashWithExpiry(segment: Segment, sink: PieceSink): Steps {
  const count = yield* readLength(segment);
  for (let i = 0; i < count; i += 1) {
    yield* readString(segment, sink);
    yield* readString(segment, sink);
    const at = (yield* readBytes(segment, 8)).readBigInt64LE(0);
    if (at >= 0n) sink.fieldExpiry?.(Number(at));
  }
}

/** Takes a raw value apart into its elements. The types are those of `canWriteInPieces`, and Dragonfly's with expiry. */
const valueSteps = (type: number, segment: Segment, sink: PieceSink): Steps => {
  switch (type) {
    case 0:
      return readString(segment, sink);
    case 1:
    case 2:
      return strings(segment, sink, 1);
    case 3:
      return sortedSet(segment, sink, textScore);
    case 4:
      return strings(segment, sink, 2);
    case 5:
      return sortedSet(segment, sink, binaryScore);
    case 14:
      return ziplistNodes(segment, sink);
    case 18:
      return quicklistNodes(segment, sink);
    case 22:
      return valkeyHashWithExpiry(segment, sink);
    case 24:
      return redisHashWithExpiry(segment, sink);
    case 31:
      return strings(segment, sink, 3);
    case 32:
      return strings(segment, sink, 2);
    default:
      throw new AmberError('internal', `Values of type ${type} are not taken apart`);
  }
};

/** Feeds `valueSteps` with segments of any size. */
export class ValueFeed {
  readonly #segment: Segment = { bytes: new Uint8Array(0), at: 0, end: 0 };
  readonly #steps: Steps;
  #done = false;

  constructor(type: number, sink: PieceSink) {
    this.#steps = valueSteps(type, this.#segment, sink);
  }

  write(chunk: Uint8Array, start: number, end: number): void {
    const segment = this.#segment;
    segment.bytes = chunk;
    segment.at = start;
    segment.end = end;
    if (!this.#done) this.#done = this.#steps.next().done === true;
    if (this.#done && segment.at < segment.end) {
      throw new AmberError('malformed', 'A value is damaged: bytes behind its last element');
    }
  }

  end(): void {
    if (!this.#done) throw new AmberError('malformed', 'A value is damaged: it ends before its last element');
  }
}
