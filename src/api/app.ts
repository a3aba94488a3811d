import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { ListService } from '../serving/index.js';
import type { LiveSnapshot } from '../snapshots/index.js';
import { alsoConsiderRoutes } from './also-consider-routes.js';
import { healthRoutes } from './health-routes.js';
import { notFound, problemHandler } from './problem.js';

export interface AppParts {
  readonly lists: ListService;
  readonly live: LiveSnapshot;
  readonly logger: Logger;
}

/** The HTTP interface. Reading calls stand under `/v1`; the rest of the contract joins them there. */
export function createApp({ lists, live, logger }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.use(helmet(), requestLog(logger));
  app.use(healthRoutes(live));
  app.use('/v1', alsoConsiderRoutes(lists));
  app.use(notFound, problemHandler(logger));
  return app;
}

/** One line a request: what was asked by route, never by whom. */
function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const started = process.hrtime.bigint();
    response.on('finish', () => {
      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
      logger.debug(
        { method: request.method, path: request.path, status: response.statusCode, milliseconds },
        'request',
      );
    });
    next();
  };
}
