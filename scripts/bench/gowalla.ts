import { join } from 'node:path';
import { csrFromEdges, type Csr } from '../../src/core/numerics/index.js';
import { normaliseSymmetric, withSelfLoops } from '../../src/learning/propagation/index.js';
import { readInteractionLists, type InteractionPairs } from './gowalla/interaction-lists.js';

/** Gowalla's users and items as one normalised graph; `DIR/train.txt.gz` has a user and its items on each line. */
export async function gowalla(directory: string, selfLoops: boolean): Promise<Csr> {
  const { users, items } = await readInteractionLists(join(directory, 'train.txt.gz'));
  const userCount = largest(users) + 1;
  const nodes = userCount + largest(items) + 1;
  const itemNodes = items.map((item) => userCount + item);
  const graph = csrFromEdges({
    rows: nodes,
    width: nodes,
    sources: concatenated(users, itemNodes),
    targets: concatenated(itemNodes, users),
  });
  return normaliseSymmetric(selfLoops ? withSelfLoops(graph) : graph);
}

/** What is learned from and what is to be found, [users, items] of equal size. */
export interface GowallaSplit {
  readonly train: Csr;
  /** `train` with each entry weighing more the later it stands in its user's line. */
  readonly ordered: Csr;
  readonly truth: Csr;
}

/** The public split keeps a user's first items in order; an eighth of them, drawn at random, stands at the end of the line. */
const inOrder = 7 / 8;
/** An item at the end of the ordered part weighs e² times as much as one at its start. */
const steepness = 2;

/**
 * The official split, or one made of its training part alone: there the last fifth of each user's items is to be found, by
 * the order of the line, which is how train and test differ too. A random tenth would be found far more easily.
 */
export async function gowallaSplit(directory: string, validation: boolean): Promise<GowallaSplit> {
  const given = await readInteractionLists(join(directory, 'train.txt.gz'));
  const test = await readInteractionLists(join(directory, 'test.txt.gz'));
  const users = Math.max(largest(given.users), largest(test.users)) + 1;
  const items = Math.max(largest(given.items), largest(test.items)) + 1;
  const matrix = (pairs: InteractionPairs, weights?: Float32Array): Csr =>
    csrFromEdges({
      rows: users,
      width: items,
      sources: pairs.users,
      targets: pairs.items,
      values: weights,
      combine: Math.max,
    });

  const weights = new Float32Array(given.users.length);
  const isTruth = new Uint8Array(given.users.length);
  for (const [start, end] of lines(given.users)) {
    const length = end - start;
    const ordered = Math.round(inOrder * length);
    const held = validation ? Math.max(1, Math.round(length / 5)) : 0;
    isTruth.fill(1, start + ordered - held, start + ordered);
    weighByOrder(weights.subarray(start, end), ordered - held);
  }
  const part = (wanted: number): number[] => [...isTruth.keys()].filter((at) => isTruth[at] === wanted);
  const pick = (at: readonly number[]): InteractionPairs => ({
    users: Int32Array.from(at, (e) => given.users[e]),
    items: Int32Array.from(at, (e) => given.items[e]),
  });
  const seen = part(0);
  return {
    train: matrix(pick(seen)),
    ordered: matrix(
      pick(seen),
      Float32Array.from(seen, (e) => weights[e]),
    ),
    truth: matrix(validation ? pick(part(1)) : test),
  };
}

/** e^(steepness · place) for the ordered part, place in [-1, 0), and its mean for the items whose place is unknown. */
function weighByOrder(weights: Float32Array, ordered: number): void {
  let sum = 0;
  for (let i = 0; i < ordered; i++) {
    weights[i] = Math.exp(steepness * (i / ordered - 1));
    sum += weights[i];
  }
  weights.fill(ordered > 0 ? sum / ordered : 1, ordered);
}

function* lines(users: Int32Array): Generator<[number, number]> {
  for (let start = 0; start < users.length;) {
    let end = start;
    while (end < users.length && users[end] === users[start]) end++;
    yield [start, end];
    start = end;
  }
}

function concatenated(first: Int32Array, second: Int32Array): Int32Array {
  const both = new Int32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function largest(values: Int32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
