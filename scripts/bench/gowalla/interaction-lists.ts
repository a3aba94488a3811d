import { TextSource } from '../../../src/shop/csv/index.js';

/** Pairs of a user and an item, in the order of the file. */
export interface InteractionPairs {
  readonly users: Int32Array;
  readonly items: Int32Array;
}

/**
 * Reads a file of interaction lists, plain or gzip: each line a user's number and then the numbers of its items, as the
 * public splits of Gowalla, Yelp and Amazon-Book have them (Wang et al., SIGIR 2019).
 *
 * @throws Error with the line where something is no number from 0
 */
export async function readInteractionLists(path: string): Promise<InteractionPairs> {
  const users: number[] = [];
  const items: number[] = [];
  let lines = 0;
  for await (const line of lineByLine(await TextSource.open(path))) {
    lines++;
    const [user, ...its] = line.split(/\s+/).filter((word) => word !== '');
    for (const item of its) {
      users.push(numberOf(user, path, lines));
      items.push(numberOf(item, path, lines));
    }
  }
  return { users: Int32Array.from(users), items: Int32Array.from(items) };
}

async function* lineByLine(source: TextSource): AsyncGenerator<string, void> {
  let rest = '';
  for await (const piece of source.pieces()) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

function numberOf(word: string, path: string, line: number): number {
  const value = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN;
  if (!Number.isNaN(value)) return value;
  throw new Error(
    `Line ${line} of ${path} has "${word}" where a number from 0 is expected. Each line is a user's number and then its items' numbers.`,
  );
}
