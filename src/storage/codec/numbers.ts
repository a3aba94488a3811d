import { bytesOf, numbersAt, ownMemory, storedOrder } from './byte-order.js';
import { DamagedValue, type Codec } from './codec.js';
import type { NumberArray, NumberArrayType } from './number-arrays.js';

/** An array of numbers: its elements, little-endian, and nothing else. */
export function numbers<Values extends NumberArray>(type: NumberArrayType<Values>): Codec<Values, Buffer> {
  const size = type.BYTES_PER_ELEMENT;
  return {
    encode: (values) => storedOrder(bytesOf(values), size),
    decode: (bytes) => {
      if (bytes.length % size !== 0) throw new DamagedValue(`${bytes.length} bytes are cut off within a number`);
      return numbersAt(type, ownMemory(bytes), 0, bytes.length / size);
    },
  };
}
