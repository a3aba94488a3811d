import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/index.js';
import type { EncoderConfig } from './encoder-config.js';
import type { ExecutionProvider, OnnxRuntime } from '../onnx/index.js';
import type { FeatureConfig } from './features.js';
import { untrainedKernels, type Kernels } from './kernels.js';

/** What a model version consists of; all of it enters its id. */
export interface ModelContent {
  readonly encoder: EncoderConfig;
  readonly features: FeatureConfig;
  /** SHA-256 of the graph file that computes a layer. */
  readonly graph: string;
  /** SHA-256 over the kernels' float32 numbers, layer by layer. */
  readonly kernels: string;
}

/** What computed with the model. Not in the id: a model is the same on every machine, its last digits are not. */
export interface ModelEnvironment {
  readonly provider: ExecutionProvider;
  readonly onnxruntime: string;
  readonly node: string;
}

export interface ModelManifest extends ModelContent {
  /** SHA-256 over the content. */
  readonly id: string;
  readonly environment: ModelEnvironment;
}

/** Names a model version and states what it consists of and what computes it. */
export function modelManifest(
  runtime: OnnxRuntime,
  encoder: EncoderConfig,
  features: FeatureConfig,
  kernels: Kernels = untrainedKernels(encoder),
): ModelManifest {
  const content: ModelContent = {
    encoder,
    features,
    graph: runtime.sha256(encoder.layer),
    kernels: hashKernels(kernels),
  };
  return {
    id: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    ...content,
    environment: { provider: runtime.provider, onnxruntime: runtime.version, node: process.versions.node },
  };
}

function hashKernels(kernels: Kernels): string {
  const hash = createHash('sha256');
  for (const kernel of kernels) hash.update(new Uint8Array(kernel.buffer, kernel.byteOffset, kernel.byteLength));
  return hash.digest('hex');
}
