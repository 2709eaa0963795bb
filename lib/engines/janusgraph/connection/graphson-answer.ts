/** A value of an answer: what the scripts of this engine return. */
export type AnswerValue = string | number | boolean | null | Buffer | AnswerValue[];

export type GremlinAnswer = {
  requestId: string | null;
  /** As HTTP's: 200 done, 204 nothing, 206 more follows, 407 asks for a password, 4xx and 5xx failed. */
  code: number;
  message: string;
  data: AnswerValue[];
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NUMBERS = new Set([
  'g:Int32',
  'g:Int64',
  'g:Double',
  'g:Float',
  'gx:Byte',
  'gx:Int16',
  'gx:BigInteger',
]);

const fromGraphson = (value: unknown): AnswerValue => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (!isObject(value)) throw new TypeError('a value without a type');
  const type = String(value['@type']);
  const inner = value['@value'];
  if (type === 'g:List' && Array.isArray(inner)) return inner.map(fromGraphson);
  if (type === 'gx:ByteBuffer' && typeof inner === 'string') return Buffer.from(inner, 'base64');
  if (NUMBERS.has(type) && typeof inner === 'number') return inner;
  throw new TypeError(`a value of the type ${type.slice(0, 50)}`);
};

/**
 * Reads one GraphSON 3 answer of the TinkerPop driver protocol; throws a TypeError or SyntaxError where it is none. Only
 * what our scripts return is read: of anything else nothing is guessed.
 */
export const readAnswer = (bytes: Buffer): GremlinAnswer => {
  const answer: unknown = JSON.parse(bytes.toString('utf8'));
  if (!isObject(answer) || !isObject(answer.status)) throw new TypeError('no answer');
  const { code, message } = answer.status;
  if (typeof code !== 'number') throw new TypeError('an answer without a code');
  const data = isObject(answer.result) ? fromGraphson(answer.result.data ?? null) : null;
  return {
    requestId: typeof answer.requestId === 'string' ? answer.requestId : null,
    code,
    message: typeof message === 'string' ? message : '',
    data: Array.isArray(data) ? data : data === null ? [] : [data],
  };
};
