import { z } from 'zod';
import { AlongsideError } from '../kernel/index.js';
import type { SharedParts } from './snapshot.js';

const INT32 = ['categoryOf', 'basketsOf', 'popular', 'relations', 'eventless', 'brandOf', 'stock'] as const;
const FLOAT64 = ['prices', 'margins'] as const;
const PARENTS = 'categoryParents';

const namesSchema = z.object({
  categories: z.object({ ids: z.array(z.string()), names: z.array(z.string()) }),
  brands: z.array(z.string()),
});

/**
 * The shared parts as fields of a hash: the names as JSON, each column as its little-endian bytes, which a reader copies
 * without parsing.
 */
export function encodeShared(shared: SharedParts): Record<string, string | Buffer> {
  const { ids, names, parents } = shared.categories;
  const fields: Record<string, string | Buffer> = {
    names: JSON.stringify({ categories: { ids, names }, brands: shared.brands }),
    [PARENTS]: bytesOf(parents),
  };
  for (const name of [...INT32, ...FLOAT64]) fields[name] = bytesOf(shared[name]);
  return fields;
}

/** Reads what `encodeShared` wrote; throws `snapshot-corrupt` on anything else. */
export function decodeShared(fields: Readonly<Record<string, Buffer>>, where: string): SharedParts {
  try {
    const { categories, brands } = namesSchema.parse(JSON.parse(column(fields, 'names', 1).toString()));
    const int32 = (name: string): Int32Array => new Int32Array(ownBuffer(column(fields, name, 4)));
    const float64 = (name: string): Float64Array => new Float64Array(ownBuffer(column(fields, name, 8)));
    return {
      categories: { ...categories, parents: int32(PARENTS) },
      brands,
      categoryOf: int32('categoryOf'),
      basketsOf: int32('basketsOf'),
      popular: int32('popular'),
      relations: int32('relations'),
      eventless: int32('eventless'),
      brandOf: int32('brandOf'),
      stock: int32('stock'),
      prices: float64('prices'),
      margins: float64('margins'),
    };
  } catch (cause) {
    throw new AlongsideError(
      'snapshot-corrupt',
      `The snapshot part ${where} is damaged. Run "alongside embed --full" to write it anew.`,
      { where },
      { cause },
    );
  }
}

function column(fields: Readonly<Record<string, Buffer | undefined>>, name: string, width: number): Buffer {
  const bytes = fields[name];
  if (bytes === undefined) throw new Error(`${name} is missing`);
  if (bytes.length % width !== 0) throw new Error(`${name} is cut off within a number`);
  return bytes;
}

/** A copy of its own: Redis replies are slices of a pool and need not be aligned. */
function ownBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function bytesOf({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
