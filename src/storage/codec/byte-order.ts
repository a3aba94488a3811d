import { endianness } from 'node:os';
import type { NumberArray, NumberArrayType } from './number-arrays.js';

/** The order of bytes within the numbers of a machine; what is stored is little-endian. */
export type ByteOrder = 'LE' | 'BE';

const MACHINE = endianness();

/** Numbers between a machine's order of bytes and the stored one; its own inverse. A copy where the orders differ. */
export function storedOrder(bytes: Buffer, size: number, machine: ByteOrder = MACHINE): Buffer {
  if (machine === 'LE' || size === 1) return bytes;
  const copy = Buffer.from(bytes);
  if (size === 2) return copy.swap16();
  return size === 4 ? copy.swap32() : copy.swap64();
}

/** Stored numbers as an array: a view, where this machine's order is the stored one. */
export function numbersAt<Values extends NumberArray>(
  type: NumberArrayType<Values>,
  memory: ArrayBuffer,
  at: number,
  length: number,
): Values {
  if (MACHINE === 'LE') return new type(memory, at, length);
  const size = type.BYTES_PER_ELEMENT;
  return new type(ownMemory(storedOrder(Buffer.from(memory, at, size * length), size)), 0, length);
}

/** The bytes of an array, in this machine's order; a view. */
export function bytesOf({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/**
 * Bytes as memory of their own, in which numbers stand at multiples of their size: a whole buffer as it is, a slice (of a
 * pool, say, that it would keep in memory) as a copy.
 */
export function ownMemory(bytes: Uint8Array): ArrayBuffer {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) return buffer;
  return new Uint8Array(bytes).buffer;
}
