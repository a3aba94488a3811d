import { z } from 'zod';
import { AlongsideError } from '../kernel/index.js';
import type { SharedParts } from './snapshot.js';

const base64Int32 = z
  .base64()
  .transform((text) => Uint8Array.from(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.byteLength % 4 === 0, 'is cut off within a number')
  .transform((bytes) => new Int32Array(bytes.buffer));

const sharedSchema = z.object({
  categories: z.object({ ids: z.array(z.string()), names: z.array(z.string()), parents: base64Int32 }),
  categoryOf: base64Int32,
  basketsOf: base64Int32,
  popular: base64Int32,
  relations: base64Int32,
  eventless: base64Int32,
});

/** The shared parts as JSON, their number columns as base64 of little-endian int32. */
export function encodeShared({
  categories,
  categoryOf,
  basketsOf,
  popular,
  relations,
  eventless,
}: SharedParts): string {
  const column = (values: Int32Array): string =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
  return JSON.stringify({
    categories: { ...categories, parents: column(categories.parents) },
    categoryOf: column(categoryOf),
    basketsOf: column(basketsOf),
    popular: column(popular),
    relations: column(relations),
    eventless: column(eventless),
  });
}

export function decodeShared(text: string, where: string): SharedParts {
  try {
    return sharedSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AlongsideError(
      'snapshot-corrupt',
      `The snapshot part ${where} is damaged. Run "alongside embed --full" to write it anew.`,
      { where },
      { cause },
    );
  }
}
