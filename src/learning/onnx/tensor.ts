import type { Tensor, TypedTensor } from 'onnxruntime-node';
import { onnx } from './native.js';

export type { Tensor };

type Numbers = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** A tensor over `numbers`, which are not copied; their kind of array says its type. */
export function tensorOf<T extends Numbers>(
  numbers: T,
  shape: readonly number[],
): T extends Float32Array ? TypedTensor<'float32'> : Tensor;
export function tensorOf(numbers: Float32Array, shape: readonly number[]): Tensor {
  return new (onnx().Tensor)(numbers, shape);
}
