import express, { type Express } from 'express';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { GraphConnection } from '../../storage/neo4j/index.js';
import { Intake } from '../../storage/intake/index.js';
import { KeyStore, Keyring } from '../keys/index.js';
import type { ModelStore } from '../../storage/models/index.js';
import type { RedisWatch } from '../../storage/redis/index.js';
import { IntakeService } from '../intake/index.js';
import { ReasonService } from '../explanations/index.js';
import { EmbeddingJobs } from '../jobs/index.js';
import { listVersions, openLists, type OpenLists, type OpenListsOptions } from '../lists/index.js';
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
import { isProbe, refusing } from './load/refuse.js';
import type { RequestHandlers } from './load/request-turns.js';
import { liveness } from './operations/liveness.js';
import { metrics as metricsOperation } from './operations/metrics.js';
import { documentRoutes } from './reference/document-routes.js';
import type { ApiServices } from './services.js';
import { apiSettingsSchema, type ApiSettings } from './settings.js';
import { traceRequests, type RequestTracing } from './tracing/trace-requests.js';

export interface ApiParts {
  readonly redis: Redis;
  /** Of the same Redis, for its queues. */
  readonly redisUrl: string;
  /** Absent: Redis is not watched, and its absence met by each call that asks it. */
  readonly watch?: Pick<RedisWatch, 'away'>;
  /** May be away: what it would add to answers is then left out. */
  readonly graph: GraphConnection;
  readonly models: Pick<ModelStore, 'list' | 'setLive'>;
  /** Seconds that a snapshot stays readable that no pointer names any more; a quarter of an hour, if left out. */
  readonly graceSeconds?: number;
  readonly queues: MetricSources['queues'];
  /** How often the home's servers were started again; nothing where they are not ours. */
  readonly restarts?: () => Readonly<Record<string, number>>;
  readonly logger: Logger;
  readonly settings?: ApiSettings;
  /** How lists are answered. */
  readonly lists?: Partial<OpenListsOptions>;
  readonly now?: () => Date;
  /** Milliseconds that never go back; this process's own if left out. */
  readonly elapsed?: () => number;
  /** Metrics of all processes that share the port; absent: this is the only one. */
  readonly scrape?: () => Promise<string>;
  /** Absent: no spans are made. */
  readonly tracing?: RequestTracing;
}

export interface Api {
  readonly app: Express;
  /** Serves metrics, and whether the process runs, on an address of its own. */
  readonly metricsApp: Express;
  /** The same for a server that is bounded in what it takes on. */
  readonly handlers: RequestHandlers;
  readonly services: ApiServices;
  close(): void;
}

/** Composes the HTTP interface: every call of `operations`, what they are answered with, and what stands around them. */
export function createApi(parts: ApiParts): Api {
  const {
    redis,
    graph,
    models,
    logger,
    settings = apiSettingsSchema.parse({}),
    now = () => new Date(),
    elapsed = () => performance.now(),
    tracing,
  } = parts;
  const away = (): boolean => parts.watch?.away ?? false;
  const { minPeople, graphMilliseconds } = settings;
  const opened = openLists(redis, { clock: now, minPeople, ...parts.lists });
  const explaining = { ...opened, graph, minPeople, graphMilliseconds };
  const metrics = new ApiMetrics(metricSources(parts, opened), now);
  const services: ApiServices = {
    ...opened,
    redisAway: away,
    reasons: new ReasonService(explaining),
    uses: { ...explaining, graphMilliseconds: USES_PATIENCE * graphMilliseconds },
    intake: new IntakeService(redis, now, { mostBacklog: settings.mostBacklog, elapsed, counter: metrics }),
    jobs: new EmbeddingJobs(parts.redisUrl, away),
    redis,
    versioning: { models, graceSeconds: parts.graceSeconds ?? 900 },
    versions: () => listVersions(redis, models),
    metrics,
    scrape: parts.scrape ?? (() => metrics.text()),
  };
  const limit = { requests: settings.rateLimit, windowSeconds: 60 };
  const limiter = new RequestLimiter(limit, redisPoints(redis, limit), elapsed);
  const keyring = new Keyring(new KeyStore(redis, now), elapsed);
  const routes = { services, access: { keyring, limiter, metrics, settings, now }, settings };
  const app = bareApp(settings);
  const begin = beginRequests(logger, metrics, settings);
  app.use(begin, ...(tracing === undefined ? [] : [traceRequests(tracing)]));
  if (settings.corsOrigins.length > 0) app.use(crossOrigin(settings.corsOrigins));
  const served = settings.metricsApart ? operations.filter((operation) => operation !== metricsOperation) : operations;
  addOperationRoutes(app, served, routes);
  app.use(documentRoutes(openApiDocument(served)));
  app.use(notFound, problemHandler(logger, metrics));
  const metricsApp = bareApp(settings).use(begin);
  addOperationRoutes(metricsApp, [metricsOperation, liveness], routes);
  metricsApp.use(notFound, problemHandler(logger, metrics));
  return {
    app,
    metricsApp,
    handlers: { answer: app, refuse: refusing(begin, metrics), urgent: isProbe },
    services,
    close: () => {
      limiter.close();
      services.intake.close();
      void services.jobs.close();
    },
  };
}

/** What the gauges ask, over connections of their own, which would wait for a Redis that is away. */
function metricSources({ redis, watch, queues, restarts }: ApiParts, { live, lists }: OpenLists): MetricSources {
  const away = (): boolean => watch?.away === true;
  return {
    live: async () => live.current(),
    queues: () => (away() ? Promise.resolve({}) : queues()),
    intake: () => (away() ? Promise.reject(new Error('Redis is away.')) : new Intake(redis).backlog()),
    answeredAhead: () => lists.answeredAhead,
    restarts: restarts ?? (() => ({})),
  };
}

function bareApp({ trustedProxies }: ApiSettings): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').set('query parser', 'simple');
  app.set('trust proxy', trustedProxies === 0 ? false : trustedProxies);
  return app;
}
