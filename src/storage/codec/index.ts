/** Values as bytes, the same on every machine: JSON, arrays of numbers, and records of named columns. */
export { DamagedValue, type Codec } from './codec.js';
export { json } from './json.js';
export { mapped } from './mapped.js';
export { column, oneOf, single, type Member } from './member.js';
export {
  ELEMENT_TYPES,
  elementTypeOf,
  elementTypes,
  float32,
  float64,
  int32,
  isNumberArray,
  uint16,
  uint8,
  type NumberArray,
} from './number-arrays.js';
export { numbers } from './numbers.js';
export { record } from './record.js';
