import { createRequire } from 'node:module';
import type * as Native from 'onnxruntime-node';

let library: typeof Native | undefined;

/**
 * ONNX Runtime, loaded when something is first computed with it: a process that imports this group for its types and its
 * plain numerics (the API's) never loads the native library.
 */
export function onnx(): typeof Native {
  library ??= createRequire(import.meta.url)('onnxruntime-node') as typeof Native;
  return library;
}
