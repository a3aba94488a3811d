import type { NextFunction, Response } from 'express';
import { ApiError } from '../problems/api-error.js';
import type { Reply } from '../reply.js';
import { sendReply } from './send.js';

/** Sends a reply; the problem `timed-out` goes to `next` when a promised one has not come after so many seconds. */
export function answerInTime(
  seconds: number,
  reply: Reply | Promise<Reply>,
  response: Response,
  next: NextFunction,
): void {
  if (!(reply instanceof Promise)) {
    sendReply(response, reply);
    return;
  }
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    next(new ApiError('timed-out', `The call did not answer within ${seconds} seconds.`));
  }, seconds * 1000);
  reply.then(
    (given) => {
      clearTimeout(timer);
      if (!timedOut) sendReply(response, given);
    },
    (error: unknown) => {
      clearTimeout(timer);
      if (!timedOut) next(error);
    },
  );
}
