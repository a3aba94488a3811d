import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';
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

/** The bytes of one field; null where there is none. */
export type ReadField = (name: string) => Promise<Buffer | null>;

/**
 * Reads what `encodeShared` wrote; throws `snapshot-corrupt` on anything else. A field is asked for when the one before is
 * read: for a million products all of them are some 40 MB, in one reply and one go a pause for every other request.
 */
export async function decodeShared(read: ReadField, where: string): Promise<SharedParts> {
  const int32 = async (name: string): Promise<Int32Array> => new Int32Array(ownBuffer(await column(read, name, 4)));
  const float64 = async (name: string): Promise<Float64Array> =>
    new Float64Array(ownBuffer(await column(read, name, 8)));
  try {
    const { categories, brands } = namesSchema.parse(JSON.parse((await column(read, 'names', 1)).toString()));
    return {
      categories: { ...categories, parents: await int32(PARENTS) },
      brands,
      categoryOf: await int32('categoryOf'),
      basketsOf: await int32('basketsOf'),
      popular: await int32('popular'),
      relations: await int32('relations'),
      eventless: await int32('eventless'),
      brandOf: await int32('brandOf'),
      stock: await int32('stock'),
      prices: await float64('prices'),
      margins: await float64('margins'),
    };
  } catch (cause) {
    if (!(cause instanceof DamagedColumn || cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    throw new AlongsideError(
      'snapshot-corrupt',
      `The snapshot part ${where} is damaged. Run "alongside embed --full" to write it anew.`,
      { where },
      { cause },
    );
  }
}

/** What is wrong with a column; a failure to read one is another matter. */
class DamagedColumn extends Error {}

async function column(read: ReadField, name: string, width: number): Promise<Buffer> {
  const bytes = await read(name);
  if (bytes === null) throw new DamagedColumn(`${name} is missing`);
  if (bytes.length % width !== 0) throw new DamagedColumn(`${name} is cut off within a number`);
  return bytes;
}

/** A copy of its own: Redis replies are slices of a pool and need not be aligned. */
function ownBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function bytesOf({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
