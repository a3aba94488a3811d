import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { z } from 'zod';
import {
  ARRAY_TYPES,
  arrayType,
  isNumberArray,
  type ArrayType,
  type NumberArray,
  type TextColumn,
} from './packed-arrays.js';

/** What a manifest says of a file beside it. */
export const columnFileSchema = z.strictObject({
  type: z.enum([...(Object.keys(ARRAY_TYPES) as ArrayType[]), 'text']),
  length: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ColumnFile = z.infer<typeof columnFileSchema>;

/** The name of a column's file: numbers are little-endian and nothing else, texts are a JSON array. */
export function columnFileName(name: string, { type }: Pick<ColumnFile, 'type'>): string {
  return type === 'text' ? `${name}.json` : `${name}.bin`;
}

/** What the manifest is to say of a column. */
export function describeColumn(column: NumberArray | TextColumn): ColumnFile {
  return {
    type: isNumberArray(column) ? arrayType(column) : 'text',
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
  if (file.type === 'text')
    return z
      .array(z.string())
      .length(file.length)
      .parse(JSON.parse(bytes.toString('utf8')));
  const type = ARRAY_TYPES[file.type];
  if (bytes.length !== file.length * type.BYTES_PER_ELEMENT) return undefined;
  // A copy: a typed array must begin at a multiple of its element's size.
  const own = Uint8Array.from(inFileOrder(bytes, type.BYTES_PER_ELEMENT));
  return new type(own.buffer);
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

function columnBytes(column: NumberArray | TextColumn): Uint8Array {
  if (!isNumberArray(column)) return Buffer.from(`${JSON.stringify(column)}\n`);
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
  return inFileOrder(bytes, column.BYTES_PER_ELEMENT);
}

/** Between this machine's order of bytes and the files'; its own inverse. */
function inFileOrder(bytes: Buffer, size: number): Buffer {
  if (endianness() === 'LE' || size === 1) return bytes;
  const copy = Buffer.from(bytes);
  return size === 4 ? copy.swap32() : copy.swap64();
}
