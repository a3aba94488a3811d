/** The arrays of numbers that are stored. */
export type NumberArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** A class of such arrays. */
export interface NumberArrayType<Values extends NumberArray = NumberArray> {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): Values;
}

export const float64: NumberArrayType<Float64Array> = Float64Array;
export const float32: NumberArrayType<Float32Array> = Float32Array;
export const int32: NumberArrayType<Int32Array> = Int32Array;
export const uint32: NumberArrayType<Uint32Array> = Uint32Array;
export const uint16: NumberArrayType<Uint16Array> = Uint16Array;
export const uint8: NumberArrayType<Uint8Array> = Uint8Array;

/** The classes by the name of their elements. */
export const ELEMENT_TYPES = { float64, float32, int32, uint32, uint16, uint8 };
export type ElementType = keyof typeof ELEMENT_TYPES;
export const elementTypes = Object.keys(ELEMENT_TYPES) as ElementType[];

/** The name of an array's elements; undefined for what is no such array. */
export function elementTypeOf(array: NumberArray): ElementType;
export function elementTypeOf(value: unknown): ElementType | undefined;
export function elementTypeOf(value: unknown): ElementType | undefined {
  return elementTypes.find((name) => value instanceof ELEMENT_TYPES[name]);
}

export function isNumberArray(value: unknown): value is NumberArray {
  return elementTypeOf(value) !== undefined;
}
