/** ONNX Runtime: the graph files, checked against their manifest, on the provider that there is. */
export { DenseProducts } from './dense-products.js';
export type { ExecutionProvider } from './execution-provider.js';
export { TRAINING_DEPTHS, type LayerKind, type TrainingDepth } from './layer-kind.js';
export { OnnxLibrary, type OnnxManifest, type OnnxModelName } from './onnx-library.js';
export { OnnxRuntime } from './onnx-runtime.js';
export { runInto } from './run-into.js';
export { createSession, openSession, type InferenceSession } from './session.js';
export { tensorOf, type Tensor } from './tensor.js';
