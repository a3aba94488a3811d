import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AlongsideError, UsageError } from '../../core/index.js';
import { DiskFlush, Intake } from '../../storage/intake/index.js';
import { readEvents, rejectionSchema } from './read-events.js';

/** Events that may wait to be written, unless the service is told otherwise. */
export const MOST_BACKLOG = 500_000;

/** How a request's events were taken. */
export const intakeAnswerSchema = z
  .object({
    accepted: z.int().describe('Events that are safely queued.'),
    rejected: z.array(rejectionSchema).describe('Events that are not, and why; the others are.'),
  })
  .meta({ id: 'AcceptedEvents' });
export type IntakeAnswer = z.infer<typeof intakeAnswerSchema>;

/** A request's own name, by which it is known when it comes again. */
export interface Idempotency {
  /** Who sends it. */
  readonly caller: string;
  readonly key: string;
}

/** Told of what is taken. */
export interface IntakeCounter {
  eventsTaken(answer: IntakeAnswer): void;
}

export interface IntakeOptions {
  readonly mostBacklog?: number;
  /** Milliseconds that never go back. */
  readonly elapsed?: () => number;
  readonly counter?: IntakeCounter;
}

/** Takes events of requests: checks their form, names them, and queues them for the graph. */
export class IntakeService {
  private readonly intake: Intake;
  private readonly disk: DiskFlush;
  private readonly counter: IntakeCounter | undefined;
  /** @param now of the shop, for events whose time is yet to come */
  constructor(
    redis: Redis,
    private readonly now: () => Date,
    { mostBacklog = MOST_BACKLOG, elapsed = () => performance.now(), counter }: IntakeOptions = {},
  ) {
    this.intake = new Intake(redis, mostBacklog);
    this.disk = new DiskFlush(redis, elapsed);
    this.counter = counter;
  }

  /**
   * The same, and returns once they are on Redis' disk.
   *
   * @throws AlongsideError `durability-unavailable`, before anything is queued; `timed-out`
   */
  async durableEvents(rows: readonly unknown[], idempotency?: Idempotency): Promise<IntakeAnswer> {
    await this.disk.assertPossible();
    const answer = await this.events(rows, idempotency);
    await this.disk.flushed();
    return answer;
  }

  close(): void {
    this.disk.close();
  }

  /**
   * Queues the sound events of a request, all in one step.
   *
   * @throws AlongsideError `backlog-full`; `idempotency-key-reused`
   */
  async events(rows: readonly unknown[], idempotency?: Idempotency): Promise<IntakeAnswer> {
    const { events, rejected } = readEvents(rows, this.now().getTime());
    const answer: IntakeAnswer = { accepted: events.length, rejected: [...rejected] };
    const request = idempotency && {
      caller: idempotency.caller,
      key: shortDigest(idempotency.key),
      digest: shortDigest(JSON.stringify(rows)),
      answer: JSON.stringify(answer),
    };
    if (events.length > 0 || request !== undefined) {
      const acceptance = await this.intake.accept([{ kind: 'events', events }], request);
      switch (acceptance.became) {
        case 'again':
          return intakeAnswerSchema.parse(JSON.parse(acceptance.answer));
        case 'other':
          throw keyReused();
        case 'full':
          throw full(acceptance.backlog);
        case 'accepted':
      }
    }
    this.counter?.eventsTaken(answer);
    return answer;
  }
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function keyReused(): UsageError {
  return new UsageError(
    'idempotency-key-reused',
    'Another request came under this Idempotency-Key within the last day. Send a new key with a new request.',
  );
}

function full(backlog: number): AlongsideError {
  return new AlongsideError(
    'backlog-full',
    `${backlog} events wait to be written, as many as the service lets wait. Send these again later.`,
    { backlog },
  );
}
