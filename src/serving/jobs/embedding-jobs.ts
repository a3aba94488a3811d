import { AlongsideError, within } from '../../core/index.js';
import {
  embedKind,
  JobList,
  JobQueue,
  publishKind,
  type CancelledJob,
  type EmbedJob,
  type EmbedResult,
  type JobView,
  type PublishJob,
  type PublishResult,
} from '../../storage/queue/index.js';

/** Milliseconds that Redis may take: who waits for longer is told that it does not answer. A worker may take as long to end a job. */
const PATIENCE = 900;
const TO_CANCEL = 5000;
/** Streams of events that a process sends at a time. */
const MOST_STREAMS = 100;

/** A job that was asked for. */
export interface QueuedJob {
  readonly job: JobView;
  /** Whether one that waits was found to do what this one would. */
  readonly coalesced: boolean;
}

/** The queue of embeddings, as the API's calls see it; a job is named by its number in it. Connects when it is first asked. */
export class EmbeddingJobs {
  private queue: JobQueue<EmbedJob, EmbedResult> | undefined;
  private publish: JobQueue<PublishJob, PublishResult> | undefined;
  private jobs: JobList | undefined;
  private readonly ending = new AbortController();
  private streams = 0;

  /** @param away whether Redis is known to be away: then nobody waits for it */
  constructor(
    private readonly redisUrl: string,
    private readonly away: () => boolean,
  ) {}

  async add(job: EmbedJob): Promise<QueuedJob> {
    this.queue ??= new JobQueue(embedKind, { redis: { url: this.redisUrl } });
    const { queue } = this;
    const { id, coalesced } = await this.prompt(() => queue.ask(job));
    return { job: await this.show(id), coalesced };
  }

  /** Queues the write-back of a snapshot that is live now; returns the whole id of the job. */
  async writeBack(snapshot: string, top: number): Promise<string> {
    this.publish ??= new JobQueue(publishKind, { redis: { url: this.redisUrl } });
    const { publish } = this;
    return publish.wholeId(await this.prompt(() => publish.add({ task: 'write-back', snapshot, top })));
  }

  /** Those that are open or have ended, as far as they are kept, in the order in which they were asked for. */
  async all(): Promise<JobView[]> {
    return (await this.prompt(() => this.list.all({ finished: true }))).map(byNumber);
  }

  /** Throws `unknown-job`. */
  async show(id: string): Promise<JobView> {
    return byNumber(await this.prompt(() => this.list.show(id)));
  }

  /** Throws `unknown-job` or `job-state`. */
  cancel(id: string): Promise<CancelledJob> {
    return this.prompt(() => this.list.cancel(id), TO_CANCEL);
  }

  /** Sends a stream until it has ended, the client has left, or the service ends. */
  async stream(left: AbortSignal, work: (list: JobList, signal: AbortSignal) => Promise<void>): Promise<void> {
    this.streams++;
    try {
      await work(this.list, AbortSignal.any([left, this.ending.signal]));
    } finally {
      this.streams--;
    }
  }

  /** Throws `overloaded` where as many streams are sent as a process sends. */
  assertRoom(): void {
    if (this.streams < MOST_STREAMS) return;
    throw new AlongsideError('overloaded', 'As many jobs are followed as one process tells of. Try again later.');
  }

  /** Ends all streams. */
  endStreams(): void {
    this.ending.abort();
  }

  async close(): Promise<void> {
    this.endStreams();
    await Promise.all([this.queue?.close(), this.publish?.close(), this.jobs?.close()]);
  }

  private get list(): JobList {
    this.jobs ??= new JobList({ redis: { url: this.redisUrl } }, [embedKind.name]);
    return this.jobs;
  }

  private prompt<Value>(question: () => Promise<Value>, patience = PATIENCE): Promise<Value> {
    if (this.away()) throw unreachable();
    return within(patience, question(), unreachable);
  }
}

function byNumber(view: JobView): JobView {
  return { ...view, id: view.id.slice(view.id.lastIndexOf('/') + 1) };
}

function unreachable(): AlongsideError {
  return new AlongsideError('redis-unreachable', 'Redis does not answer, and jobs are kept there alone.');
}
