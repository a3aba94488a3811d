import { bytesOf, numbersAt, storedOrder } from './byte-order.js';
import { DamagedValue } from './codec.js';
import type { NumberArray, NumberArrayType } from './number-arrays.js';

/** A named member of a record: a column of numbers, or one value of a fixed size. */
export interface Member<Value> {
  /** What the layout says of it. */
  readonly type: string;
  /** Bytes of an element. */
  readonly size: number;
  /** Elements of a column; undefined for a single value. */
  lengthOf?(value: Value): number;
  write(value: Value, to: Buffer, at: number): void;
  /** @param length elements of the record's columns */
  read(from: ArrayBuffer, at: number, length: number): Value;
}

/** A column of numbers. */
export function column<Values extends NumberArray>(type: NumberArrayType<Values>): Member<Values> {
  const size = type.BYTES_PER_ELEMENT;
  return {
    type: type.name,
    size,
    lengthOf: ({ length }) => length,
    write: (values, to, at) => {
      storedOrder(bytesOf(values), size).copy(to, at);
    },
    read: (from, at, length) => numbersAt(type, from, at, length),
  };
}

/** A single number. */
export function single(type: NumberArrayType): Member<number> {
  const size = type.BYTES_PER_ELEMENT;
  return {
    type: `one ${type.name}`,
    size,
    write: (value, to, at) => {
      const memory = new type(new ArrayBuffer(size), 0, 1);
      memory[0] = value;
      storedOrder(bytesOf(memory), size).copy(to, at);
    },
    read: (from, at) => numbersAt(type, from, at, 1)[0],
  };
}

/** One of a few words, as its place among them. */
export function oneOf<const Word extends string>(words: readonly Word[]): Member<Word> {
  return {
    type: words.join('|'),
    size: 1,
    write: (word, to, at) => {
      to.writeUInt8(words.indexOf(word), at);
    },
    read: (from, at) => {
      const place = new DataView(from).getUint8(at);
      if (place >= words.length) throw new DamagedValue(`${place} is none of ${words.join(', ')}`);
      return words[place];
    },
  };
}
