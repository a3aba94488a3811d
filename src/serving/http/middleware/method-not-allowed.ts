import type { RequestHandler } from 'express';
import type { Keyring } from '../../keys/index.js';
import { ApiError } from '../problems/api-error.js';
import { preflightHeaders } from './page-origins.js';
import { sendReply } from './send.js';

/**
 * Answers OPTIONS with what the address takes, and with the methods that pages may use where some key lets them in; any other
 * method with 405.
 */
export function methodNotAllowed(
  methods: readonly string[],
  ofPages: readonly string[],
  access: { readonly keyring: Pick<Keyring, 'pageOrigins'> },
): RequestHandler {
  const headers = { Allow: [...methods, 'OPTIONS'].join(', ') };
  return async (request, response) => {
    const { method } = request;
    if (method !== 'OPTIONS') {
      throw new ApiError('method-not-allowed', `${method} is not for this address, which takes ${headers.Allow}.`, {
        headers,
      });
    }
    const forPages = await preflightHeaders(request, access.keyring, ofPages);
    sendReply(response, { status: 204, headers: { ...headers, ...forPages } });
  };
}
