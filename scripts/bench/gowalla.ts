import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { csrFromEdges, normaliseSymmetric, withSelfLoops, type Csr } from '../../src/adjacency/index.js';

/** Gowalla's users and items as one normalised graph; `DIR/train.txt.gz` has a user and its items on each line. */
export async function gowalla(directory: string, selfLoops: boolean): Promise<Csr> {
  const users: number[] = [];
  const items: number[] = [];
  const text = createReadStream(join(directory, 'train.txt.gz')).pipe(createGunzip());
  for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
    const [user, ...its] = line.trim().split(/\s+/).map(Number);
    for (const item of its) {
      users.push(user);
      items.push(item);
    }
  }
  const userCount = largest(users) + 1;
  const nodes = userCount + largest(items) + 1;
  const sources = Int32Array.from([...users, ...items.map((item) => userCount + item)]);
  const targets = Int32Array.from([...items.map((item) => userCount + item), ...users]);
  const graph = csrFromEdges(nodes, nodes, sources, targets);
  return normaliseSymmetric(selfLoops ? withSelfLoops(graph) : graph);
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
