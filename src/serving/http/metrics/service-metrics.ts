import { Counter, Gauge, type Registry } from 'prom-client';
import { within } from '../../../core/index.js';

/** How many jobs stand where, by queue. */
export type QueueStates = Readonly<
  Record<string, { readonly waiting: number; readonly active: number; readonly failed: number }>
>;

/** Milliseconds that a scrape waits for Redis; what it does not say by then is absent. */
const PATIENCE = 900;

/** What comes of a question to Redis in the time that a scrape has for it; else `otherwise`. */
export function inTime<Value>(asked: Promise<Value>, otherwise: Value): Promise<Value> {
  return within(PATIENCE, asked, 'late').catch(() => otherwise);
}

/** Adds the gauge `alongside_queue_jobs`, which all processes of a shop tell alike. */
export function addQueueGauge(registry: Registry, queues: () => Promise<QueueStates>): void {
  new Gauge({
    name: 'alongside_queue_jobs',
    aggregator: 'max',
    help: 'Jobs of each queue, by state',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [queue, counts] of Object.entries(await inTime<QueueStates>(queues(), {}))) {
        for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count);
      }
    },
  });
}

/** Adds the counter `alongside_server_restarts_total`. */
export function addRestartCounter(registry: Registry, restarts: () => Readonly<Record<string, number>>): void {
  new Counter({
    name: 'alongside_server_restarts_total',
    help: 'Local servers that ended by themselves and were started again by this process',
    labelNames: ['server'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [server, count] of Object.entries(restarts())) this.inc({ server }, count);
    },
  });
}

/** Accepted events that are not in the graph, by where they are: on the way, waiting for their product, or given up. */
export interface IntakeStates {
  readonly stream: number;
  readonly waiting: number;
  readonly dead: number;
}

/** Adds the gauge `alongside_intake_events`, which all processes of a shop tell alike. */
export function addIntakeGauge(registry: Registry, intake: () => Promise<IntakeStates>): void {
  new Gauge({
    name: 'alongside_intake_events',
    aggregator: 'max',
    help: 'Accepted events that are not in the graph: on the way, waiting for their product, or dead letters',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      const states = await inTime<IntakeStates | undefined>(intake(), undefined);
      for (const [state, count] of Object.entries(states ?? {})) this.set({ state }, count as number);
    },
  });
}
