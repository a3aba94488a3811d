import type { Scope } from '../../keys/choices.js';
import { ApiError } from '../problems/api-error.js';

/** The header of a token that a shop's server signed for one customer, by its lower-case name. */
export const TOKEN_HEADER = 'alongside-customer-token';

const SCHEME = 'Bearer realm="alongside"';

/** No key where one is needed. */
export function missingKey(scope: Scope, what = 'The call needs'): ApiError {
  return new ApiError('unauthorized', `${what} a key with the scope "${scope}", sent as "Authorization: Bearer KEY".`, {
    headers: { 'WWW-Authenticate': SCHEME },
  });
}

export function unknownKey(): ApiError {
  return new ApiError('unauthorized', 'The key is not one of this service, or was revoked.', {
    headers: { 'WWW-Authenticate': `${SCHEME}, error="invalid_token"` },
  });
}

export function lackingScope(scope: Scope): ApiError {
  return forbidden(`The key lacks the scope "${scope}".`, scope);
}

/** A page's key at a call that no page makes. */
export function notForPages(scope: Scope): ApiError {
  return forbidden('A key with the scope "browse" does not reach this call: let your server make it.', scope);
}

export function otherOrigin(): ApiError {
  return forbidden('The key is not for pages of the origin that this request comes from.', 'browse');
}

/** A page that asks for a customer without the token for that. */
export function withoutToken(): ApiError {
  return forbidden(
    `From a page, a customer is asked for with a token that your server signed, in the header "Alongside-Customer-Token".`,
    'read',
  );
}

export function unsoundToken(): ApiError {
  return new ApiError('invalid-token', 'The token is not one for this customer and this key, or has expired.', {
    headers: { 'WWW-Authenticate': `${SCHEME}, error="invalid_token"` },
  });
}

function forbidden(sentence: string, scope: Scope): ApiError {
  return new ApiError('forbidden', sentence, {
    headers: { 'WWW-Authenticate': `${SCHEME}, error="insufficient_scope", scope="${scope}"` },
  });
}
