import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { messageOf, withinTime, type ServerConnections } from '../../../core/index.js';
import {
  IntakeReader,
  LEASE_MILLISECONDS,
  WaitingEvents,
  WriterLease,
  settle,
  type StreamEntry,
} from '../../../storage/intake/index.js';
import { GraphConnection, GraphIntake } from '../../../storage/neo4j/index.js';
import { openRedis } from '../../../storage/redis/index.js';
import { HeldLease } from './held-lease.js';
import { sweepWaiting } from './sweep-waiting.js';
import { Pause } from './pause.js';
import { writeEntries } from './write-entries.js';

/** Milliseconds that a reader waits for entries, and that Redis may take to say that there are none. */
const BLOCK = 500;
const SILENCE = 5000;
/** Milliseconds from the beginning of one commit to the next at least: what comes meanwhile shares it. */
const COMMIT_EVERY = 200;
/** Milliseconds to the next attempt where a server is away, and of a process that waits for the one that writes. */
const RETRY = 1000;
/** Milliseconds between two looks at the events that wait for their product. */
const SWEEP_EVERY = 2000;
/** Milliseconds that the commit at hand has when the consumer is to end. */
const TO_END = 2000;
/** Milliseconds that an event waits for its product. */
export const PRODUCT_PATIENCE = 3_600_000;

/** A commit that is in the graph and settled. */
export interface CommittedBatch {
  readonly events: number;
  /** Of these, events that were not there before. */
  readonly written: number;
  readonly touched: readonly string[];
}

/** What a consumer has done since it began. */
export interface ConsumerCounts {
  commits: number;
  written: number;
  /** Events that were in the graph already. */
  repeated: number;
  /** Events that began to wait for their product. */
  postponed: number;
  dead: number;
}

export interface EventConsumerOptions {
  readonly servers: ServerConnections;
  readonly logger: Logger;
  /** Told of each commit, after `TouchedProducts` has what it touched. */
  readonly committed?: (batch: CommittedBatch) => void;
  /** Epoch milliseconds, for events that wait. */
  readonly now?: () => number;
  readonly patience?: number;
  readonly sweepEvery?: number;
}

/** The servers as one consumer has them while it writes. */
interface Writing {
  readonly redis: Awaited<ReturnType<typeof openRedis>>;
  readonly reader: IntakeReader;
  readonly graph: GraphConnection;
  readonly intake: GraphIntake;
  readonly lease: HeldLease;
}

/**
 * Brings accepted events from the stream into the graph, commit by commit, for as long as it runs. Of several consumers one
 * writes at a time, and the others take over where it ends. Nothing is taken off the stream before its commit, and a commit that
 * is done once more changes nothing; so whatever ends when, each event is in the graph exactly once.
 */
export class EventConsumer {
  readonly counts: ConsumerCounts = { commits: 0, written: 0, repeated: 0, postponed: 0, dead: 0 };
  private readonly name = `${hostname()}-${String(process.pid)}-${randomUUID().slice(0, 8)}`;
  private readonly pause = new Pause();
  private readonly running: Promise<void>;
  private stopping = false;
  private swept = -Infinity;
  private told = '';

  constructor(private readonly options: EventConsumerOptions) {
    this.running = this.run();
  }

  /** Ends after the commit at hand; one that a server holds up is left to whoever writes next. */
  async close(): Promise<void> {
    this.stopping = true;
    this.pause.end();
    await withinTime(TO_END, this.running);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.takeTurn();
        this.told = '';
      } catch (error) {
        this.tell(error);
      }
      await this.pause.for(RETRY);
    }
  }

  /** A server that is away is told of once. */
  private tell(error: unknown): void {
    const reason = messageOf(error);
    if (reason !== this.told) this.options.logger.warn({ reason }, 'accepted events wait');
    this.told = reason;
  }

  /** Waits until this process writes, then writes until it no longer does. */
  private async takeTurn(): Promise<void> {
    const { neo4j, redis: where } = this.options.servers;
    const redis = await openRedis(where.url, { writes: true });
    const blocking = await openRedis(where.url);
    const graph = GraphConnection.lazy(neo4j);
    const lease = new WriterLease(redis, this.name);
    try {
      while (!this.stopping && !(await lease.hold())) await this.pause.for(RETRY);
      if (this.stopping) return;
      const held = new HeldLease(lease, LEASE_MILLISECONDS / 4);
      try {
        const writing = {
          redis,
          graph,
          lease: held,
          reader: new IntakeReader(blocking, this.name),
          intake: new GraphIntake(graph, this.name),
        };
        await this.write(writing);
      } finally {
        await held.end();
      }
    } finally {
      redis.disconnect();
      blocking.disconnect();
      await withinTime(500, graph.close());
    }
  }

  private async write(writing: Writing): Promise<void> {
    const { reader, intake, lease } = writing;
    await intake.take();
    await reader.open();
    for (let held = await reader.claim(); held.length > 0 && this.goesOn(lease); held = await reader.claim()) {
      await this.commit(writing, held);
    }
    await reader.forgetOthers();
    while (this.goesOn(lease)) {
      const begun = performance.now();
      const entries = await withinTime(BLOCK + SILENCE, reader.next(BLOCK));
      if (entries === undefined) throw new Error('Redis is silent.');
      if (entries.length > 0) await this.commit(writing, entries);
      await this.sweepWhenDue(writing);
      await this.pause.for(COMMIT_EVERY - (performance.now() - begun));
    }
  }

  private goesOn(lease: HeldLease): boolean {
    return !this.stopping && lease.held;
  }

  private async commit({ redis, intake }: Writing, entries: readonly StreamEntry[]): Promise<void> {
    const { now = Date.now, patience = PRODUCT_PATIENCE, committed } = this.options;
    const { written, unknown, refused, touched } = await writeEntries(intake, entries);
    await settle(redis, { entries, waiting: unknown, waitUntil: now() + patience, refused, touched });
    const events = entries.reduce((sum, entry) => sum + entry.events, 0);
    this.counts.commits++;
    this.counts.written += written;
    this.counts.repeated += Math.max(0, events - written - unknown.length - refused.length);
    this.counts.postponed += unknown.length;
    this.counts.dead += refused.length;
    committed?.({ events, written, touched });
  }

  private async sweepWhenDue({ redis, graph }: Writing): Promise<void> {
    const { now = Date.now, sweepEvery = SWEEP_EVERY } = this.options;
    if (performance.now() - this.swept < sweepEvery) return;
    const begun = performance.now();
    const { givenUp } = await sweepWaiting(
      new WaitingEvents(redis),
      async (productIds) => new Set((await graph.read('read/known-products', { productIds }))[0].known),
      now(),
    );
    this.counts.dead += givenUp;
    // Of very many, looking takes long: they are looked at the less often.
    this.swept = performance.now() + 10 * (performance.now() - begun);
  }
}
