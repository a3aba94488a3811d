import { availableParallelism } from 'node:os';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { AlongsideError } from '../../../core/index.js';
import { AffinityRows } from '../../../learning/propagation/index.js';
import type { ProductLists } from '../../types.js';
import { shareArrays } from './share-arrays.js';
import { END, type Rankable, type RankedBlock, type RankingWork, type RankOptions } from './ranking-work.js';

/** Blocks a thread has at hand: one to work on and one to begin with at once. */
const AHEAD = 2;

/**
 * The candidate lists of `products`, ranked exactly against the whole catalogue on all cores: quadratic in its size.
 *
 * Lists come in no particular order, each the same whatever the number of threads. Threads stay at most two blocks ahead of
 * the reader, so that a slow reader does not fill the memory.
 */
export async function* rankProducts(
  { inputs, embeddings, dimension }: Rankable,
  products: Int32Array,
  { threads = availableParallelism(), coldProducts = false, explained = 0 }: RankOptions = {},
): AsyncGenerator<ProductLists, void> {
  const blocks = Math.ceil(products.length / AffinityRows.blockRows);
  const blockAt = (b: number): Int32Array =>
    products.slice(b * AffinityRows.blockRows, (b + 1) * AffinityRows.blockRows);
  const work: RankingWork = { ...shareArrays({ inputs, embeddings }), dimension, coldProducts, explained };
  const workers = Array.from(
    { length: Math.min(threads, blocks) },
    () => new Worker(new URL('./ranking-thread.js', import.meta.url), { workerData: work, env: SHARE_ENV }),
  );
  const inbox = new Inbox<{ worker: Worker; ranked: RankedBlock }>();
  let sent = 0;
  const sendNext = (worker: Worker): void => {
    if (sent < blocks) worker.postMessage(blockAt(sent++));
  };
  try {
    for (const worker of workers) {
      worker.on('message', (ranked: RankedBlock) => {
        inbox.put({ worker, ranked });
      });
      worker.on('error', (error) => {
        inbox.fail(error);
      });
      worker.on('exit', (code) => {
        inbox.fail(threadStopped(code));
      });
    }
    for (let ahead = 0; ahead < AHEAD; ahead++) workers.forEach(sendNext);
    for (let received = 0; received < blocks; received++) {
      const { worker, ranked } = await inbox.take();
      sendNext(worker);
      yield* ranked;
    }
  } finally {
    await Promise.all(workers.map(endThread));
  }
}

/** Lets a thread finish its blocks and end by itself: ended from outside in the middle of inference, it takes the process along. */
async function endThread(worker: Worker): Promise<void> {
  worker.removeAllListeners();
  await new Promise<void>((resolve) => {
    worker
      .once('error', () => undefined)
      .once('exit', () => {
        resolve();
      });
    if (worker.threadId === -1) resolve();
    else worker.postMessage(END);
  });
}

/** Messages that were not read yet. */
class Inbox<Message> {
  private readonly messages: Message[] = [];
  private waiting: { resolve: (message: Message) => void; reject: (error: Error) => void } | undefined;
  private failure: Error | undefined;

  put(message: Message): void {
    if (this.waiting === undefined) this.messages.push(message);
    else this.waiting.resolve(message);
    this.waiting = undefined;
  }

  fail(error: Error): void {
    this.failure ??= error;
    this.waiting?.reject(this.failure);
    this.waiting = undefined;
  }

  take(): Promise<Message> {
    const message = this.messages.shift();
    if (message !== undefined) return Promise.resolve(message);
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }
}

function threadStopped(code: number): AlongsideError {
  return new AlongsideError(
    'ranking-thread-stopped',
    `A thread of the ranking ended with code ${code}. Run "alongside embed" again, on a machine with more memory if that was short.`,
    { code },
  );
}
