import type { IRouter, NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import { issueText } from '../../../core/index.js';
import type { Operation, RequestContext } from '../operation.js';
import { problemMediaType } from '../problems/problem.js';
import { ApiError } from '../problems/api-error.js';
import type { ApiServices } from '../services.js';
import type { ApiSettings } from '../settings.js';
import { access, type AccessParts, type Admit } from './access.js';
import { answerInTime } from './answer-in-time.js';
import { answerTruly } from './answer-truly.js';
import { customerAccess } from './customer-access.js';
import { jsonBody, type ReadBody } from './json-body.js';
import { AddressCache, type Answer, type Prepared, type Serve } from './address-cache.js';
import { methodNotAllowed } from './method-not-allowed.js';
import { queryDecoder } from './query-decoder.js';
import { stateOf } from './request-state.js';

export interface RouteParts {
  readonly services: ApiServices;
  readonly access: AccessParts;
  readonly settings: Pick<ApiSettings, 'answerSeconds'>;
}

const DEFAULT_BODY_BYTES = 64 * 1024;

/** Adds the routes of some calls. Other methods at their addresses are answered 405, with what is allowed. */
export function addOperationRoutes(router: IRouter, operations: readonly Operation[], parts: RouteParts): void {
  const addresses = new AddressCache();
  router.use(addresses.handler);
  for (const operation of operations) {
    const serve = serving(operation, parts, addresses);
    router[operation.method](expressPath(operation.path), (request, response, next) => {
      serve(request, response, next);
    });
  }
  for (const path of new Set(operations.map(({ path }) => path))) {
    const calls = operations.filter((operation) => operation.path === path);
    const pages = calls.filter((operation) => operation.pages);
    router.all(expressPath(path), methodNotAllowed(calls.flatMap(methodsOf), pages.flatMap(methodsOf), parts.access));
  }
}

function methodsOf({ method }: Operation): string[] {
  return method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
}

/** `/v1/products/{id}` as Express writes it. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Admits a request, reads what was not read before, and sends what the call answers. */
function serving(
  operation: Operation,
  { services, access: accessParts, settings }: RouteParts,
  addresses: AddressCache,
): Serve {
  const readAddress = addressReader(operation);
  const acceptable = acceptedBy(operation);
  const admit = access(operation, accessParts);
  const admitCustomers = operation.customers === undefined ? admitAll : customerAccess(accessParts);
  const enter: Admit = (request, response) => {
    stateOf(response).route = operation.path;
    if (!acceptable(request)) {
      throw new ApiError('not-acceptable', 'The header "Accept" allows none of the forms in which the call answers.');
    }
    return admit(request, response);
  };
  const readBody =
    operation.body === undefined ? noBody : jsonBody(operation.body, operation.bodyBytes ?? DEFAULT_BODY_BYTES);
  const serve: Serve = (request, response, next, answer) => {
    // One handler does it all: Express takes longer from one handler to the next than each of these steps does.
    after(enter(request, response), next, () => {
      readBody(request, response, next, (preparedAt) => {
        if (answer === undefined) addresses.set(request, serve, (answer = readAddress(request)));
        const { handler, customers } = preparedAt(answer);
        after(admitCustomers(request, response, customers), next, () => {
          const reply = answerTruly(operation, handler, contextOf(request, response, services));
          answerInTime(settings.answerSeconds, reply, response, next);
        });
      });
    });
  };
  return serve;
}

const noBody: ReadBody = (_request, _response, _next, goOn) => {
  goOn((address) => address(undefined));
};

/** Goes on at once, or when a promise is kept; what it is rejected with goes to `next`. */
function after(entered: undefined | Promise<undefined>, next: NextFunction, goOn: () => void): void {
  if (entered === undefined) goOn();
  else entered.then(goOn).catch(next);
}

/** Validates an address by the call's schemas, and says what answers it; throws ZodError. */
function addressReader(operation: Operation): (request: Request) => Answer {
  const params = operation.params ?? nothing;
  const query = operation.query ?? nothing;
  const decode = queryDecoder(query);
  return (request) => {
    const address = {
      params: params.parse(request.params, { error: issueText }),
      query: query.parse(decode(request.query), { error: issueText }),
    };
    if (operation.body !== undefined) return (body) => prepared(operation, { ...address, body });
    const read = prepared(operation, { ...address, body: undefined });
    return () => read;
  };
}

function prepared(operation: Operation, input: Parameters<Operation['handle']>[0]): Prepared {
  return { handler: operation.handle(input), customers: operation.customers?.(input) ?? [] };
}

const admitAll = (): undefined => undefined;

const nothing = z.strictObject({});

/** Whether a request takes the answer in a form that the call has. */
function acceptedBy({ responses }: Operation): (request: Request) => boolean {
  const forms = Object.values(responses).map(({ mediaType = 'application/json' }) => mediaType);
  const offered = [...new Set([...forms, problemMediaType])];
  return (request) => {
    const { accept } = request.headers;
    return accept === undefined || accept.includes('*/*') || request.accepts(offered) !== false;
  };
}

function contextOf(request: Request, response: Response, services: ApiServices): RequestContext {
  const { id, caller } = stateOf(response);
  return {
    services,
    requestId: id,
    keyId: caller?.keyId,
    admin: caller?.scopes.has('admin') ?? false,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
