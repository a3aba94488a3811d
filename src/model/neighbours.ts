import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AlongsideError, type ReportProgress } from '../kernel/index.js';
import { queryRows, type NeighbourLists, type SearchSpace } from './neighbour-search.js';
import type { FinishedBlock, NeighbourWork } from './neighbour-worker.js';
import { mostKept } from './strongest.js';

export interface NeighbourOptions {
  /** Neighbours wanted for each query, at most 65,536. */
  readonly top: number;
  /** The category line of each node: nodes of the same are no neighbours. -1 is none and shuts nobody out. */
  readonly group?: Int32Array;
  /** 1 where a node may be answered, 0 where not; left out, all may. */
  readonly eligible?: Uint8Array;
  /** Nodes to find neighbours for; left out, all, in their order. */
  readonly queries?: Int32Array;
  /** Worker threads; default one a core. The result does not depend on it. */
  readonly threads?: number;
}

/**
 * The exact nearest neighbours of nodes by inner product: quadratic in their number, spread over all cores.
 *
 * A node is never its own neighbour. Equal scores stand in the order of the nodes.
 *
 * @param embeddings [N, dimension], row-major
 * @returns [queries, top] nodes and scores, strongest first; -1 and 0 where there are fewer
 */
export async function nearestNeighbours(
  embeddings: Float32Array,
  dimension: number,
  options: NeighbourOptions,
  report: ReportProgress,
): Promise<NeighbourLists> {
  const nodes = embeddings.length / dimension;
  checkOptions(nodes, options);
  const { top, threads = availableParallelism() } = options;
  const queries = options.queries ?? Int32Array.from({ length: nodes }, (_, node) => node);
  const neighbours = new Int32Array(queries.length * top);
  const scores = new Float32Array(queries.length * top);
  const blocks = Math.ceil(queries.length / queryRows);

  let done = 0;
  const finish = (finished: FinishedBlock): void => {
    neighbours.set(finished.neighbours, finished.block * queryRows * top);
    scores.set(finished.scores, finished.block * queryRows * top);
    done += finished.neighbours.length / top;
    report({ step: 'finding neighbours', done, total: queries.length, unit: 'products' });
  };
  const space: SearchSpace = {
    embeddings: shareFloats(embeddings),
    dimension,
    top,
    queries: shareIntegers(queries),
    group: options.group === undefined ? undefined : shareIntegers(options.group),
    eligible: options.eligible,
  };
  const work: NeighbourWork = { space, blocks, next: new Int32Array(new SharedArrayBuffer(4)) };
  await runWorkers(Math.min(threads, blocks), work, finish);
  return { neighbours, scores };
}

/** Starts `count` threads and waits for all; where one fails, the others are stopped and its error is thrown. */
async function runWorkers(count: number, work: NeighbourWork, finish: (block: FinishedBlock) => void): Promise<void> {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./neighbour-worker.js', import.meta.url), { workerData: work }),
  );
  try {
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            worker.on('message', finish).once('error', reject);
            worker.once('exit', (code) => {
              if (code === 0) resolve();
              else reject(workerStopped(code));
            });
          }),
      ),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function workerStopped(code: number): AlongsideError {
  return new AlongsideError(
    'neighbour-worker-stopped',
    `A thread of the neighbour search ended with code ${code}. Run the step again, with fewer threads if memory is short.`,
    { code },
  );
}

function checkOptions(nodes: number, { top, group, eligible, queries, threads = 1 }: NeighbourOptions): void {
  const fault = !Number.isInteger(nodes)
    ? 'the embeddings must be whole rows'
    : !Number.isInteger(top) || top < 1 || top > mostKept
      ? `top must be between 1 and ${mostKept}, not ${top}`
      : !Number.isInteger(threads) || threads < 1
        ? `threads must be at least 1, not ${threads}`
        : (group !== undefined && group.length !== nodes) || (eligible !== undefined && eligible.length !== nodes)
          ? `group and eligible must have one entry for each of the ${nodes} nodes`
          : queries?.some((node) => node < 0 || node >= nodes) === true
            ? `queries must be nodes between 0 and ${nodes - 1}`
            : undefined;
  if (fault !== undefined) throw new AlongsideError('neighbour-options-invalid', `Neighbour search: ${fault}.`);
}

/** A copy in memory that threads share, so that it is held once for all of them. */
function shareFloats(values: Float32Array): Float32Array {
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

function shareIntegers(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
