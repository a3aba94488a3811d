import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import {
  addIntakeGauge,
  addQueueGauge,
  addRestartCounter,
  inTime,
  type IntakeStates,
  type QueueStates,
} from '../../../../serving/http/index.js';
import { WRITE_BACK_STATES, embedKind, jobKinds, type FinishedJob } from '../../../../storage/queue/index.js';
import type { AttemptEnd, ConsumerCounts, HeldOutQuality, RunningWorker } from '../../../jobs/index.js';

type FinishedJobs = Readonly<Partial<Record<string, FinishedJob>>>;

/** What the gauges ask when they are scraped; what is not answered in time is absent. */
export interface WorkerMetricSources {
  queues(): Promise<QueueStates>;
  intake(): Promise<IntakeStates>;
  /** What became of accepted events in this worker. */
  consumed(): ConsumerCounts | undefined;
  /** The latest job of each queue that ended well, whichever worker ran it. */
  lastFinished(): Promise<FinishedJobs>;
  /** Of the model in use; undefined where it has none. */
  quality(): Promise<HeldOutQuality | undefined>;
  /** How often this process started each of the home's servers again. */
  restarts(): Readonly<Record<string, number>>;
  worker(): Pick<RunningWorker, 'reachable' | 'jobMemory'> | undefined;
}

/** Seconds: from a shop of the demo's size to a training of hours. */
const BUCKETS = [1, 5, 15, 60, 300, 900, 3600, 10_800, 36_000];

/** The metrics of a worker. Labels are names of queues, servers and models, and words of ours. */
export class WorkerMetrics {
  private readonly registry = new Registry();
  private readonly duration = new Histogram({
    name: 'alongside_job_duration_seconds',
    help: 'Time that attempts at jobs took in this worker, by how they ended',
    labelNames: ['queue', 'result'],
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private finished: FinishedJobs = {};

  constructor(private readonly sources: WorkerMetricSources) {
    collectDefaultMetrics({ register: this.registry });
    for (const queue of Object.keys(jobKinds)) {
      for (const result of ['finished', 'failed', 'cancelled']) this.duration.zero({ queue, result });
    }
    addQueueGauge(this.registry, () => sources.queues());
    addIntakeGauge(this.registry, () => sources.intake());
    this.addConsumedCounter();
    addRestartCounter(this.registry, () => sources.restarts());
    this.addFinishedGauges();
    this.addQualityGauge();
    this.addWorkerGauges();
  }

  attemptEnded({ queue, result, seconds }: AttemptEnd): void {
    this.duration.observe({ queue, result }, seconds);
  }

  /** All of it in Prometheus' text format. */
  async text(): Promise<string> {
    // Of a Redis that is away the latest that it said holds on.
    this.finished = await inTime(this.sources.lastFinished(), this.finished);
    return this.registry.metrics();
  }

  private addConsumedCounter(): void {
    const { registry, sources } = this;
    new Counter({
      name: 'alongside_intake_events_total',
      help: 'Accepted events that this worker brought to an end: written, there already, waiting for their product, or dead',
      labelNames: ['result'],
      registers: [registry],
      collect() {
        this.reset();
        const { written = 0, repeated = 0, postponed = 0, dead = 0 } = sources.consumed() ?? {};
        for (const [result, count] of Object.entries({ written, repeated, postponed, dead }))
          this.inc({ result }, count);
      },
    });
  }

  private addFinishedGauges(): void {
    const set = (gauge: Gauge, value: (job: FinishedJob) => number): void => {
      gauge.reset();
      for (const [queue, job] of Object.entries(this.finished)) {
        if (job !== undefined) gauge.set({ queue }, value(job));
      }
    };
    this.gauge(
      'alongside_job_last_success_timestamp_seconds',
      'When the latest job of each queue ended well, in any worker',
      ['queue'],
      (gauge) => {
        set(gauge, ({ endedAt }) => endedAt / 1000);
      },
    );
    this.gauge('alongside_job_last_success_duration_seconds', 'Time that this job took', ['queue'], (gauge) => {
      set(gauge, ({ seconds }) => seconds);
    });
    const help = 'What became of the write-back to Neo4j of the latest embedding: 1 for one of the states';
    this.gauge('alongside_write_back', help, ['state'], (gauge) => {
      gauge.reset();
      const { data } = embedKind.result.safeParse(this.finished[embedKind.name]?.result);
      if (data === undefined) return;
      for (const state of WRITE_BACK_STATES) gauge.set({ state }, data.writeBack.state === state ? 1 : 0);
    });
  }

  private addQualityGauge(): void {
    const help = 'NDCG@10 of the model in use on the baskets that its training held out; absent where it has none';
    this.gauge('alongside_model_ndcg', help, ['model'], async (gauge) => {
      gauge.reset();
      const quality = await this.sources.quality().catch(() => undefined);
      if (quality !== undefined) gauge.set({ model: quality.model }, quality.ndcg);
    });
  }

  private addWorkerGauges(): void {
    this.gauge('alongside_server_up', 'Whether the server answers this worker', ['server'], (gauge) => {
      gauge.reset();
      for (const [server, up] of Object.entries(this.sources.worker()?.reachable ?? {})) {
        gauge.set({ server }, up === true ? 1 : 0);
      }
    });
    const help = 'Memory that the process of the job in progress holds; 0 without one';
    this.gauge('alongside_job_resident_memory_bytes', help, ['queue'], (gauge) => {
      gauge.reset();
      for (const [queue, bytes] of Object.entries(this.sources.worker()?.jobMemory() ?? {})) {
        gauge.set({ queue }, bytes);
      }
    });
  }

  private gauge(
    name: string,
    help: string,
    labelNames: string[],
    collect: (gauge: Gauge) => void | Promise<void>,
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect: () => collect(gauge),
    });
  }
}
