import type { RequestHandler } from 'express';
import { ApiError } from '../problems/api-error.js';
import { sendReply } from './send.js';

/** Answers OPTIONS with what the address takes, and any other method with 405. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  const headers = { Allow: [...methods, 'OPTIONS'].join(', ') };
  return ({ method }, response) => {
    if (method !== 'OPTIONS') {
      throw new ApiError('method-not-allowed', `${method} is not for this address, which takes ${headers.Allow}.`, {
        headers,
      });
    }
    sendReply(response, { status: 204, headers });
  };
}
