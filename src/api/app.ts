import express, { Router, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { operationRoutes } from './http/operation-routes.js';
import { notFound, problemHandler } from './http/problem-handler.js';
import { requestId, requestIdOf } from './http/request-id.js';
import { sendReply } from './http/send.js';
import { openApiDocument } from './openapi/document.js';
import { operations } from './operations/index.js';
import { jsonText } from './reply.js';
import type { ApiServices } from './services.js';

export interface AppParts extends ApiServices {
  readonly logger: Logger;
}

/** The HTTP interface: every call of `operations`, and what stands around them. */
export function createApp({ logger, ...services }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use(requestId, helmet(), requestLog(logger));
  app.use(operationRoutes(operations, services));
  app.use(documentRoutes());
  app.use(notFound, problemHandler(logger));
  return app;
}

/** `/openapi.json`: the document of every call, written once. */
function documentRoutes(): Router {
  const document = jsonText(JSON.stringify(openApiDocument(operations)));
  const router = Router();
  router.get('/openapi.json', (_request, response) => {
    sendReply(response, document);
  });
  return router;
}

/** One line a request: what was asked by route, never by whom. */
function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    if (!logger.isLevelEnabled('debug')) {
      next();
      return;
    }
    const started = process.hrtime.bigint();
    response.on('finish', () => {
      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
      logger.debug(
        { requestId: requestIdOf(response), method: request.method, status: response.statusCode, milliseconds },
        'request',
      );
    });
    next();
  };
}
