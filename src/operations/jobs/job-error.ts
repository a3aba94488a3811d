import { UnrecoverableError } from 'bullmq';
import { messageOf, stackOf } from '../../core/index.js';
import { worthAnotherAttempt } from '../../storage/queue/index.js';

/**
 * What a job's process throws for `error`: its sentence and stack alone.
 *
 * BullMQ makes JSON of all that hangs on an error, on this process's one thread: a cause that leads to a model's arrays
 * would keep it busy for hours.
 */
export function jobError(error: unknown): Error {
  const message = messageOf(error);
  const plain = worthAnotherAttempt(error) ? new Error(message) : new UnrecoverableError(message);
  plain.stack = stackOf(error) ?? message;
  return plain;
}

/** Takes all but sentence and stack off an error that nothing caught, which BullMQ would make JSON of too. */
export function strip(error: unknown): void {
  if (!(error instanceof Error)) return;
  const [message, stack] = [messageOf(error), stackOf(error)];
  for (const name of Object.getOwnPropertyNames(error)) {
    if (name !== 'message' && name !== 'stack') Reflect.deleteProperty(error, name);
  }
  error.message = message;
  if (stack !== undefined) error.stack = stack;
}
