import { itemGraph, normaliseSymmetric, withSelfLoops } from '../../../learning/propagation/index.js';
import type { Csr } from '../../../core/numerics/index.js';
import type { Evidence } from '../../../learning/cooccurrence/index.js';
import type { LayerKind } from '../../../learning/onnx/index.js';
import type { SpectralBasis } from '../../../learning/factorisation/index.js';

/** The item graph of the evidence and the embeddings that propagation over it gives. */
export interface ItemNetwork {
  /** D^-1/2 A D^-1/2 of the strongest neighbours. */
  readonly graph: Csr;
  /** [products, dimension], unit rows. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
  /** What a filter computed them from. */
  readonly basis?: SpectralBasis;
}

/** D^-1/2 A D^-1/2 of the strongest neighbours. */
export function propagationGraph(evidence: Evidence, neighbours: number, layer: LayerKind): Csr {
  return normaliseSymmetric(unscaledGraph(evidence, neighbours, layer));
}

/** A, the strongest neighbours before their degrees are taken out. */
export function unscaledGraph(evidence: Evidence, neighbours: number, layer: LayerKind): Csr {
  const pruned = itemGraph(evidence, neighbours);
  // The graph convolution and attention look at a node itself beside its neighbours; LightGCN mixes layers instead.
  return layer === 'lightgcn' ? pruned : withSelfLoops(pruned);
}
