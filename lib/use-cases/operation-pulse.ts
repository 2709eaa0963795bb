import { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { Claim } from '#lib/domain/ports/catalogue';
import { ProgressMeter } from '#lib/domain/progress-meter';
import { HandBack } from './hand-back.ts';
import type { RunContext } from './run-context.ts';

const BEAT_MS = 1_000;
/** Below the queue's heartbeat: after it, another worker may have the job. */
const HOLD_MS = 8_000;

export type Pulse = {
  run: Run;
  /** Returns when progress and log lines so far are written, or could not be. */
  written(): Promise<void>;
  /** The last beat. */
  stop(): Promise<void>;
};

/** Writes progress once a second and log lines at once, and learns there of a cancel or of another attempt. */
export const startPulse = (
  { catalogue, log }: Pick<RunContext, 'catalogue' | 'log'>,
  claim: Claim,
  control: AbortController,
): Pulse => {
  const meter = new ProgressMeter();
  const lines: string[] = [];
  let lastBeat = performance.now();
  const beat = async () => {
    const begun = performance.now();
    const answer = await catalogue.operations.beat(claim, meter.read(begun));
    if (answer.held) lastBeat = begun;
    const text = [...lines];
    if (answer.held && text.length > 0) {
      await catalogue.operations.appendLog(claim.operationId, text);
      // Only now: a database that was away for a second must not cost a line.
      lines.splice(0, text.length);
    }
    if (!answer.held) control.abort(new AmberError('fenced', 'Another attempt has taken over'));
    else if (answer.cancelRequested) control.abort(new AmberError('cancelled', 'Cancelled'));
  };
  let beating = Promise.resolve();
  const beatNext = () => {
    beating = beating.then(beat).catch((error: unknown) => {
      log.warn({ operationId: claim.operationId, err: error }, 'no beat');
    });
    return beating;
  };
  const timer = setInterval(beatNext, BEAT_MS);
  const run: Run = {
    signal: control.signal,
    progress: (report) => meter.report(report),
    mustHold: () => {
      // A process that was frozen wakes here before its first beat can tell it what has happened since.
      if (performance.now() - lastBeat > HOLD_MS) control.abort(new HandBack('Its worker stood still'));
      control.signal.throwIfAborted();
    },
    log: (line) => {
      lines.push(line);
      void beatNext();
    },
  };
  return {
    run,
    written: beatNext,
    stop: async () => {
      clearInterval(timer);
      await beatNext();
    },
  };
};
