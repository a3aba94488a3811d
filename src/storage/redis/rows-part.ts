import { DamagedValue, float32, numbers } from '../codec/index.js';
import { partFailure } from './damaged-part.js';
import { cachedOnce } from './part-cache.js';
import type { PartSource, SnapshotPart } from './snapshot-part.js';

/** Rows per field: 1024 × 128 floats are half a megabyte. */
const BLOCK = 1024;

const codec = numbers(float32);

/** A row of numbers for each product. */
export interface RowsReader {
  /** All rows, [products × dimension]. */
  all(): Promise<Float32Array>;
  /** The rows block by block, beginning with the block that holds the product `start`; few are in memory at once. */
  blocks(start?: number): AsyncGenerator<{ readonly from: number; readonly rows: Float32Array }>;
}

/** A row of `dimension` float32 for each product, in blocks; all of them are read at the first question for them, and kept. */
export function rowsPart({ key }: { readonly key: string }): SnapshotPart<Float32Array, RowsReader> {
  return {
    key,
    *encode(rows, { dimension }) {
      const size = BLOCK * dimension;
      for (let block = 0; block * size < rows.length; block++) {
        yield [`${block}`, codec.encode(rows.subarray(block * size, (block + 1) * size))];
      }
    },
    reader: (source) => {
      const reader = (): Promise<Float32Array> => readAll(source);
      return {
        all: source.cached ? cachedOnce(reader) : reader,
        blocks: (start = 0) => readBlocks(source, start),
      };
    },
  };
}

async function readAll(source: PartSource): Promise<Float32Array> {
  const { products, dimension } = source.manifest;
  const all = new Float32Array(products * dimension);
  for await (const { from, rows } of readBlocks(source, 0)) all.set(rows, from * dimension);
  return all;
}

async function* readBlocks(source: PartSource, start: number): ReturnType<RowsReader['blocks']> {
  const { products, dimension } = source.manifest;
  for (let block = Math.floor(start / BLOCK); block * BLOCK < products; block++) {
    const from = block * BLOCK;
    const bytes = await source.field(`${block}`);
    try {
      if (bytes === null) throw new DamagedValue('It is missing.');
      const rows = codec.decode(bytes);
      if (rows.length !== Math.min(BLOCK, products - from) * dimension) throw new DamagedValue('It is cut off.');
      yield { from, rows };
    } catch (error) {
      throw partFailure(`${source.key} ${block}`, error);
    }
  }
}
