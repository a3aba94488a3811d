import express, { type Express } from 'express';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { GraphConnection } from '../../storage/neo4j/index.js';
import { KeyStore, Keyring } from '../keys/index.js';
import type { ModelStore } from '../../storage/models/index.js';
import type { RedisWatch } from '../../storage/redis/index.js';
import { ReasonService } from '../explanations/index.js';
import { listVersions, openLists, type OpenListsOptions } from '../lists/index.js';
import { USES_PATIENCE } from '../insights/index.js';
import { beginRequests } from './middleware/begin-requests.js';
import { crossOrigin } from './middleware/cross-origin.js';
import { addOperationRoutes } from './middleware/operation-routes.js';
import { notFound, problemHandler } from './middleware/problem-handler.js';
import { redisPoints } from './limits/redis-points.js';
import { RequestLimiter } from './limits/request-limiter.js';
import { ApiMetrics, type MetricSources } from './metrics/api-metrics.js';
import { openApiDocument } from './openapi/document.js';
import { operations } from './operations/index.js';
import { documentRoutes } from './reference/document-routes.js';
import type { ApiServices } from './services.js';
import { apiSettingsSchema, type ApiSettings } from './settings.js';
import { traceRequests, type RequestTracing } from './tracing/trace-requests.js';

export interface ApiParts {
  readonly redis: Redis;
  /** Absent: Redis is not watched, and its absence met by each call that asks it. */
  readonly watch?: Pick<RedisWatch, 'away'>;
  /** May be away: what it would add to answers is then left out. */
  readonly graph: GraphConnection;
  readonly models: Pick<ModelStore, 'list'>;
  readonly queues: MetricSources['queues'];
  readonly logger: Logger;
  readonly settings?: ApiSettings;
  /** How lists are answered. */
  readonly lists?: Partial<OpenListsOptions>;
  readonly now?: () => Date;
  /** Absent: no spans are made. */
  readonly tracing?: RequestTracing;
}

export interface Api {
  readonly app: Express;
  readonly services: ApiServices;
  close(): void;
}

/** Composes the HTTP interface: every call of `operations`, what they are answered with, and what stands around them. */
export function createApi(parts: ApiParts): Api {
  const {
    redis,
    graph,
    models,
    queues,
    logger,
    settings = apiSettingsSchema.parse({}),
    now = () => new Date(),
    tracing,
  } = parts;
  const clock = (): number => now().getTime();
  const { minPeople, graphMilliseconds } = settings;
  const opened = openLists(redis, { clock: now, minPeople, ...parts.lists });
  const explaining = { ...opened, graph, minPeople, graphMilliseconds };
  const metrics = new ApiMetrics(
    { live: async () => opened.live.current(), queues, answeredAhead: () => opened.lists.answeredAhead },
    now,
  );
  const services: ApiServices = {
    ...opened,
    redisAway: () => parts.watch?.away ?? false,
    reasons: new ReasonService(explaining),
    uses: { ...explaining, graphMilliseconds: USES_PATIENCE * graphMilliseconds },
    versions: () => listVersions(redis, models),
    metrics,
  };
  const limiter = limiterOf(redis, settings, clock);
  const keyring = new Keyring(new KeyStore(redis, now), clock);
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').set('query parser', 'simple');
  app.set('trust proxy', settings.trustedProxies === 0 ? false : settings.trustedProxies);
  app.use(beginRequests(logger, metrics, settings), ...(tracing === undefined ? [] : [traceRequests(tracing)]));
  if (settings.corsOrigins.length > 0) app.use(crossOrigin(settings.corsOrigins));
  addOperationRoutes(app, operations, { services, access: { keyring, limiter, metrics, settings }, settings });
  app.use(documentRoutes(openApiDocument(operations)));
  app.use(notFound, problemHandler(logger, metrics));
  return {
    app,
    services,
    close: () => {
      limiter?.close();
    },
  };
}

function limiterOf(redis: Redis, { rateLimit }: ApiSettings, clock: () => number): RequestLimiter | undefined {
  if (rateLimit === 0) return undefined;
  const limit = { requests: rateLimit, windowSeconds: 60 };
  return new RequestLimiter(limit, redisPoints(redis, limit), clock);
}
