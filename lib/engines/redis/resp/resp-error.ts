/** The peer does not speak RESP, or lies about a length. `start` holds the first bytes of what was not understood. */
export class RespError extends Error {
  readonly start: string;

  constructor(message: string, start = '') {
    super(message);
    this.start = start;
  }
}
