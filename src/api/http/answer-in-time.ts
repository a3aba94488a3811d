import type { Request, RequestHandler, Response } from 'express';
import { ApiError } from '../problems/api-error.js';
import type { Reply } from '../reply.js';
import { sendReply } from './send.js';

/** Sends what `answer` gives, or the problem `timed-out` when it has not given it after so many seconds. */
export function answerInTime(
  seconds: number,
  answer: (request: Request, response: Response) => Reply | Promise<Reply>,
): RequestHandler {
  return (request, response, next) => {
    const reply = answer(request, response);
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
  };
}
