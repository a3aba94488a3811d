/** A thread of `nearestNeighbours`: takes the next block of queries until there is none. */
import { parentPort, workerData } from 'node:worker_threads';
import { NeighbourSearch, type NeighbourLists, type SearchSpace } from './neighbour-search.js';
import { OnnxLibrary } from './onnx-library.js';
import { createSession } from './onnx-runtime.js';

export interface NeighbourWork {
  readonly space: SearchSpace;
  readonly blocks: number;
  /** The next block that nobody took, in shared memory. */
  readonly next: Int32Array;
}

export interface FinishedBlock extends NeighbourLists {
  readonly block: number;
}

const { space, blocks, next } = workerData as NeighbourWork;
const session = await createSession(new OnnxLibrary().load('affinity'), 1, ['cpu']);
const search = new NeighbourSearch(session, space);
for (let block = Atomics.add(next, 0, 1); block < blocks; block = Atomics.add(next, 0, 1)) {
  const lists = await search.block(block);
  const finished: FinishedBlock = { block, ...lists };
  parentPort?.postMessage(finished, [lists.neighbours.buffer as ArrayBuffer, lists.scores.buffer as ArrayBuffer]);
}
await session.release();
