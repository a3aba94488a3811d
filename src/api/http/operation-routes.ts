import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Operation, OperationInput, RequestContext } from '../operation.js';
import { problemMediaType } from '../problems/problem.js';
import { ApiError } from '../problems/api-error.js';
import type { ApiServices } from '../services.js';
import type { ApiSettings } from '../settings.js';
import { access, type AccessParts } from './access.js';
import { answerInTime } from './answer-in-time.js';
import { jsonBody } from './json-body.js';
import { methodNotAllowed } from './method-not-allowed.js';
import { queryDecoder } from './query-decoder.js';
import { stateOf } from './request-state.js';

export interface RouteParts {
  readonly services: ApiServices;
  readonly access: AccessParts;
  readonly settings: Pick<ApiSettings, 'answerSeconds'>;
}

const DEFAULT_BODY_BYTES = 64 * 1024;

/** The routes of some calls. Other methods at their addresses are answered 405, with what is allowed. */
export function operationRoutes(operations: readonly Operation[], parts: RouteParts): Router {
  const router = Router({ caseSensitive: true });
  const methodsOf = new Map<string, string[]>();
  for (const operation of operations) {
    const path = expressPath(operation.path);
    router[operation.method](path, ...handlersOf(operation, parts));
    const methods = operation.method === 'get' ? ['GET', 'HEAD'] : [operation.method.toUpperCase()];
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), ...methods]);
  }
  for (const [path, methods] of methodsOf) router.all(path, methodNotAllowed(methods));
  return router;
}

/** `/v1/products/{id}` as Express writes it. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function handlersOf(operation: Operation, { services, access: accessParts, settings }: RouteParts): RequestHandler[] {
  const read = inputReader(operation);
  const acceptable = acceptedBy(operation);
  const enter: RequestHandler = (request, response, next) => {
    stateOf(response).route = operation.path;
    if (!acceptable(request)) {
      throw new ApiError('not-acceptable', 'The header "Accept" allows none of the forms in which the call answers.');
    }
    next();
  };
  return [
    enter,
    access(operation.scope, accessParts),
    ...(operation.body === undefined ? [] : jsonBody(operation.bodyBytes ?? DEFAULT_BODY_BYTES)),
    answerInTime(settings.answerSeconds, (request, response) =>
      operation.handle(read(request), contextOf(request, response, services)),
    ),
  ];
}

/** Validates a request by the call's schemas; throws ZodError. */
function inputReader(
  operation: Operation,
): (request: Request) => OperationInput<Record<string, unknown>, Record<string, unknown>, unknown> {
  const params = operation.params ?? nothing;
  const query = operation.query ?? nothing;
  const decode = queryDecoder(query);
  const { body } = operation;
  return (request) => ({
    params: params.parse(request.params),
    query: query.parse(decode(request.query)),
    body: body?.parse(request.body),
  });
}

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
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
