import { expect } from 'chai';
import {
  modelManifest,
  untrainedKernels,
  type EncoderConfig,
  type FeatureConfig,
} from '../../../src/learning/propagation/index.js';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';

const encoder: EncoderConfig = {
  layer: 'gcn',
  dimension: 8,
  layerWeights: [0, 1, 1],
  normaliseLayers: true,
  seed: 3,
};
const features: FeatureConfig = {
  dimension: 8,
  seed: 3,
  sparsity: 3,
  identity: 1,
  degreePower: -0.5,
  category: 0.5,
  brand: 0.2,
};

describe('model manifest', () => {
  let runtime: OnnxRuntime;
  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
  });
  after(() => runtime.close());

  it('gives equal models one id, in whatever order their settings were written', () => {
    const reordered = Object.fromEntries(Object.entries(encoder).reverse()) as unknown as EncoderConfig;
    expect(modelManifest(runtime, reordered, features).id).to.equal(modelManifest(runtime, encoder, features).id);
  });

  it('gives another id to another layer, setting, feature or kernel', () => {
    const kernels = untrainedKernels(encoder).map((kernel) => kernel.slice());
    kernels[1][5] += 1e-6;
    const ids = [
      modelManifest(runtime, encoder, features),
      modelManifest(runtime, { ...encoder, layer: 'attention' }, features),
      modelManifest(runtime, { ...encoder, layerWeights: [0, 1, 2] }, features),
      modelManifest(runtime, encoder, { ...features, brand: 0.3 }),
      modelManifest(runtime, encoder, features, kernels),
    ].map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('states what computes, beside the id', () => {
    const { id, environment } = modelManifest(runtime, encoder, features);
    expect(id).to.match(/^[0-9a-f]{64}$/);
    expect(environment).to.include({ provider: 'cpu', onnxruntime: runtime.version });
  });
});
