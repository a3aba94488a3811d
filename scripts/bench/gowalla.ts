import { join } from 'node:path';
import { csrFromEdges, normaliseSymmetric, withSelfLoops, type Csr } from '../../src/adjacency/index.js';
import { readInteractionLists, type InteractionPairs } from '../../src/ingest/index.js';

/** Gowalla's users and items as one normalised graph; `DIR/train.txt.gz` has a user and its items on each line. */
export async function gowalla(directory: string, selfLoops: boolean): Promise<Csr> {
  const { users, items } = await readInteractionLists(join(directory, 'train.txt.gz'));
  const userCount = largest(users) + 1;
  const nodes = userCount + largest(items) + 1;
  const itemNodes = items.map((item) => userCount + item);
  const graph = csrFromEdges(nodes, nodes, concatenated(users, itemNodes), concatenated(itemNodes, users));
  return normaliseSymmetric(selfLoops ? withSelfLoops(graph) : graph);
}

/** The official split as matrices [users, items] of equal size, each entry 1. */
export async function gowallaSplit(directory: string): Promise<{ readonly train: Csr; readonly test: Csr }> {
  const train = await readInteractionLists(join(directory, 'train.txt.gz'));
  const test = await readInteractionLists(join(directory, 'test.txt.gz'));
  const users = Math.max(largest(train.users), largest(test.users)) + 1;
  const items = Math.max(largest(train.items), largest(test.items)) + 1;
  const matrix = (pairs: InteractionPairs): Csr =>
    csrFromEdges(users, items, pairs.users, pairs.items, undefined, Math.max);
  return { train: matrix(train), test: matrix(test) };
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
