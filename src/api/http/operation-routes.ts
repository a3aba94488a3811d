import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Operation, RequestContext } from '../operation.js';
import type { ApiServices } from '../services.js';
import { jsonBody } from './json-body.js';
import { methodNotAllowed } from './method-not-allowed.js';
import { queryDecoder } from './query-decoder.js';
import { requestIdOf } from './request-id.js';
import { sendReply } from './send.js';

const DEFAULT_BODY_BYTES = 64 * 1024;

/** The routes of some calls. Other methods at their addresses are answered 405, with what is allowed. */
export function operationRoutes(operations: readonly Operation[], services: ApiServices): Router {
  const router = Router();
  const methodsOf = new Map<string, string[]>();
  for (const operation of operations) {
    const path = expressPath(operation.path);
    router[operation.method](path, ...handlersOf(operation, services));
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

function handlersOf(operation: Operation, services: ApiServices): RequestHandler[] {
  const body = operation.body === undefined ? [] : jsonBody(operation.bodyBytes ?? DEFAULT_BODY_BYTES);
  const read = inputReader(operation);
  const answer: RequestHandler = async (request, response) => {
    sendReply(response, await operation.handle(read(request), contextOf(request, response, services)));
  };
  return [...body, answer];
}

/** Validates a request by the call's schemas; throws ZodError. */
function inputReader(operation: Operation): (request: Request) => Parameters<Operation['handle']>[0] {
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

function contextOf(request: Request, response: Response, services: ApiServices): RequestContext {
  return {
    services,
    requestId: requestIdOf(response),
    keyId: undefined,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
