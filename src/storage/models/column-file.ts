import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  DamagedValue,
  ELEMENT_TYPES,
  elementTypeOf,
  elementTypes,
  isNumberArray,
  json,
  numbers,
  type NumberArray,
} from '../codec/index.js';
import type { TextColumn } from './packed-arrays.js';

/** What a manifest says of a file beside it. */
export const columnFileSchema = z.strictObject({
  type: z.enum([...elementTypes, 'text']),
  length: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ColumnFile = z.infer<typeof columnFileSchema>;

const texts = json(z.array(z.string()).readonly());

/** The name of a column's file: numbers are little-endian and nothing else, texts are a JSON array. */
export function columnFileName(name: string, { type }: Pick<ColumnFile, 'type'>): string {
  return type === 'text' ? `${name}.json` : `${name}.bin`;
}

/** What the manifest is to say of a column. */
export function describeColumn(column: NumberArray | TextColumn): ColumnFile {
  return {
    type: elementTypeOf(column) ?? 'text',
    length: column.length,
    sha256: createHash('sha256').update(columnBytes(column)).digest('hex'),
  };
}

/** Writes a column and waits until the disk has it. */
export async function writeColumn(path: string, column: NumberArray | TextColumn): Promise<void> {
  await writeDurably(path, columnBytes(column));
}

/** Reads a column back; undefined where the file is not what the manifest says. */
export async function readColumn(path: string, file: ColumnFile): Promise<NumberArray | TextColumn | undefined> {
  const bytes = await readFile(path);
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) return undefined;
  const codec = file.type === 'text' ? texts : numbers<NumberArray>(ELEMENT_TYPES[file.type]);
  try {
    const column = codec.decode(bytes);
    return column.length === file.length ? column : undefined;
  } catch (error) {
    if (error instanceof DamagedValue) return undefined;
    throw error;
  }
}

/** Writes a file and waits until the disk has it. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function columnBytes(column: NumberArray | TextColumn): Buffer {
  if (!isNumberArray(column)) return Buffer.from(`${JSON.stringify(column)}\n`);
  return numbers<NumberArray>(ELEMENT_TYPES[elementTypeOf(column)]).encode(column);
}
