import type { NextFunction, Response } from 'express';
import { ApiError } from '../problems/api-error.js';
import { assertAnswerSize, type Reply } from '../reply.js';
import { sendReply } from './send.js';

/** Sends a reply, unless it is too large; the problem `timed-out` goes to `next` when a promised one has not come after so many seconds. */
export function answerInTime(
  seconds: number,
  reply: Reply | Promise<Reply>,
  response: Response,
  next: NextFunction,
): void {
  if (!(reply instanceof Promise)) {
    assertAnswerSize(reply);
    sendReply(response, reply);
    return;
  }
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    next(new ApiError('timed-out', `The call did not answer within ${seconds} seconds.`));
  }, seconds * 1000);
  reply
    .then((given) => {
      if (timedOut) return;
      assertAnswerSize(given);
      sendReply(response, given);
    })
    .catch((error: unknown) => {
      if (!timedOut) next(error);
    })
    .finally(() => {
      clearTimeout(timer);
    });
}
