import {
  AggregatorRegistry,
  Counter,
  Gauge,
  Histogram,
  Registry,
  collectDefaultMetrics,
  type MetricObjectWithValues,
  type MetricValue,
} from 'prom-client';
import type { IntakeAnswer } from '../../intake/index.js';
import type { AnsweredList } from '../../lists/index.js';
import type { SnapshotManifest } from '../../../storage/redis/index.js';
import { addExposureGauge } from './exposure-gauge.js';
import {
  addIntakeGauge,
  addQueueGauge,
  addRestartCounter,
  type IntakeStates,
  type QueueStates,
} from './service-metrics.js';

/** What the gauges ask when they are scraped. */
export interface MetricSources {
  /** The live snapshot; rejects while there is none. */
  live(): Promise<{
    readonly manifest: Pick<SnapshotManifest, 'id' | 'createdAt' | 'exposure'> & {
      readonly model: { readonly id: string };
    };
  }>;
  queues(): Promise<QueueStates>;
  intake(): Promise<IntakeStates>;
  /** Answers made so far before anyone asked for them. */
  answeredAhead(): number;
  /** How often this process started each of the home's servers again. */
  restarts(): Readonly<Record<string, number>>;
}

export const KEY_FAILURES = ['missing', 'invalid', 'scope', 'origin', 'token'] as const;

export type KeyFailure = (typeof KEY_FAILURES)[number];

/** Seconds; a cached list takes less than the first, a search over a large catalogue reaches the last but few. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** All metrics of one process. */
export type MetricValues = MetricObjectWithValues<MetricValue<string>>[];

/** Metrics of the processes of one service, added up (of what all of them tell alike, such as queues, the largest), as text. */
export function summedMetrics(processes: readonly MetricValues[]): Promise<string> {
  return AggregatorRegistry.aggregate([...processes]).metrics();
}

/** The service's metrics, of one process. Labels are routes, statuses and words of ours: nothing that a caller writes. */
export class ApiMetrics {
  private readonly registry = new Registry();
  private readonly duration = new Histogram({
    name: 'alongside_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private readonly lists = this.counter('alongside_lists_total', 'Lists answered, by what they begin with', ['source']);
  private readonly cache = this.counter(
    'alongside_answer_cache_total',
    'Lookups in the answer cache, but for lists of customers',
    ['result'],
  );
  private readonly limited = this.counter('alongside_rate_limited_total', 'Requests over the limit', ['subject']);
  private readonly keyFailures = this.counter('alongside_key_failures_total', 'Requests refused for their key', [
    'reason',
  ]);
  private readonly events = this.counter('alongside_events_total', 'Events of requests, by what became of them', [
    'result',
  ]);
  private readonly problems = this.counter('alongside_problems_total', 'Problems answered, by code', ['code']);

  constructor(sources: MetricSources, now: () => Date) {
    collectDefaultMetrics({ register: this.registry });
    for (const source of ['graph', 'category', 'popular'] as const) this.lists.inc({ source }, 0);
    for (const result of ['hit', 'miss']) this.cache.inc({ result }, 0);
    for (const subject of ['key', 'address']) this.limited.inc({ subject }, 0);
    for (const reason of KEY_FAILURES) this.keyFailures.inc({ reason }, 0);
    for (const result of ['accepted', 'rejected']) this.events.inc({ result }, 0);
    this.addSnapshotGauges(sources, now);
    addExposureGauge(this.registry, async () => (await sources.live()).manifest.exposure);
    addQueueGauge(this.registry, () => sources.queues());
    addIntakeGauge(this.registry, () => sources.intake());
    this.addAheadCounter(sources);
    addRestartCounter(this.registry, () => sources.restarts());
  }

  requestEnded(method: string, route: string, status: number, seconds: number): void {
    this.duration.observe({ method, route, status }, seconds);
  }

  listAnswered(source: AnsweredList['source']): void {
    this.lists.inc({ source });
  }

  cacheLookedUp(hit: boolean): void {
    this.cache.inc({ result: hit ? 'hit' : 'miss' });
  }

  rateLimited(subject: 'key' | 'address'): void {
    this.limited.inc({ subject });
  }

  keyFailed(reason: KeyFailure): void {
    this.keyFailures.inc({ reason });
  }

  eventsTaken({ accepted, rejected }: IntakeAnswer): void {
    this.events.inc({ result: 'accepted' }, accepted);
    this.events.inc({ result: 'rejected' }, rejected.length);
  }

  problemAnswered(code: string): void {
    this.problems.inc({ code });
  }

  /** All of it in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** The same as values, which `summedMetrics` adds up over the processes of a service. */
  values(): Promise<MetricValues> {
    return this.registry.getMetricsAsJSON();
  }

  private counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private addSnapshotGauges(sources: MetricSources, now: () => Date): void {
    const live = (): ReturnType<MetricSources['live']> => sources.live();
    new Gauge({
      name: 'alongside_snapshot_info',
      aggregator: 'max',
      help: 'The live snapshot and its model, always 1',
      labelNames: ['snapshot', 'model'],
      registers: [this.registry],
      async collect() {
        this.reset();
        const snapshot = await live().catch(() => undefined);
        if (snapshot !== undefined) {
          this.set({ snapshot: snapshot.manifest.id, model: snapshot.manifest.model.id }, 1);
        }
      },
    });
    new Gauge({
      name: 'alongside_snapshot_age_seconds',
      aggregator: 'max',
      help: 'Since the live snapshot was made; absent while there is none',
      labelNames: [],
      registers: [this.registry],
      async collect() {
        this.remove();
        const snapshot = await live().catch(() => undefined);
        if (snapshot !== undefined) this.set((now().getTime() - Date.parse(snapshot.manifest.createdAt)) / 1000);
      },
    });
  }

  private addAheadCounter(sources: MetricSources): void {
    new Counter({
      name: 'alongside_answers_ahead_total',
      help: 'Answers made of a new snapshot before anyone asked for them',
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(sources.answeredAhead());
      },
    });
  }
}
