import type { Request, Response } from 'express';
import { customerOf, type Caller } from '../../keys/index.js';
import type { KeyFailure } from '../metrics/api-metrics.js';
import type { ApiError } from '../problems/api-error.js';
import type { AccessParts } from './access.js';
import { TOKEN_HEADER, lackingScope, missingKey, unsoundToken, withoutToken } from './refusals.js';
import { stateOf } from './request-state.js';

/** Lets a request that names these customers through; throws, or rejects, what keeps it out. */
export type AdmitCustomers = (
  request: Request,
  response: Response,
  customers: readonly string[],
) => undefined | Promise<undefined>;

/**
 * Who may ask for customers: a key with the scope `read`, whatever else is open; or a page's key, for the one customer
 * that a token of the shop's server names. A token that comes with a page's key must hold, whatever is asked for: the page
 * learns that it has expired before it asks for the customer.
 */
export function customerAccess({ metrics, now }: Pick<AccessParts, 'metrics' | 'now'>): AdmitCustomers {
  const refuse = (reason: KeyFailure, error: ApiError): never => {
    metrics.keyFailed(reason);
    throw error;
  };
  const admitPage = async (
    { keyId, page }: Caller & Required<Pick<Caller, 'page'>>,
    token: string,
    customers: readonly string[],
  ): Promise<undefined> => {
    const signed = await customerOf({ keyId, signingSecret: page.signingSecret }, token, now());
    if (signed === undefined || customers.some((customer) => customer !== signed)) refuse('token', unsoundToken());
    return undefined;
  };
  return (request, response, customers) => {
    const { caller } = stateOf(response);
    const token = request.headers[TOKEN_HEADER];
    if (customers.length === 0 && (caller?.page === undefined || token === undefined)) return undefined;
    if (caller === undefined) return refuse('missing', missingKey('read', 'To ask for a customer needs'));
    const { page, scopes, keyId } = caller;
    if (page === undefined) return scopes.has('read') ? undefined : refuse('scope', lackingScope('read'));
    return typeof token === 'string'
      ? admitPage({ keyId, scopes, page }, token, customers)
      : refuse('token', withoutToken());
  };
}
