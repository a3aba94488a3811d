import { ROOT_CONTEXT, SpanKind, SpanStatusCode, type TextMapPropagator, type Tracer } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { stateOf } from '../middleware/request-state.js';

/** Makes spans, and reads the trace that a caller's headers continue. */
export interface RequestTracing {
  readonly tracer: Tracer;
  readonly propagator: TextMapPropagator;
}

/**
 * A span for each request, under the caller's where it sends `traceparent`. It carries the route as the document writes it,
 * never the address, which says who and what was asked for.
 */
export function traceRequests({ tracer, propagator }: RequestTracing): RequestHandler {
  return (request, response, next) => {
    const parent = propagator.extract(ROOT_CONTEXT, request.headers, {
      get: (headers: typeof request.headers, name) => headers[name],
      keys: Object.keys,
    });
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER }, parent);
    response.once('close', () => {
      const { id, route } = stateOf(response);
      span.updateName(`${request.method} ${route}`);
      span.setAttributes({
        'http.request.method': request.method,
        'http.route': route,
        'http.response.status_code': response.statusCode,
        'alongside.request_id': id,
      });
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    next();
  };
}
