import { defaultTrainingConfig, type TrainingConfig } from '../../learning/training/index.js';
import type { LayerKind, TrainingDepth } from '../../learning/onnx/index.js';
import type { TextFeature } from '../../learning/text/choices.js';

/** How long a vector each kind of a product's attributes adds to its input state; 0 leaves the kind out. */
export interface AttributeWeights {
  readonly brand: number;
  /** The categories from the product's own to the root. */
  readonly category: number;
  readonly price: number;
  /** Hashed words of the title. */
  readonly title: number;
  /** What the title means: signatures of its sentence embedding, which the catalogue must hold. */
  readonly meaning: number;
}

/** What an item network is made from and how it is trained; chosen on the validation splits of two data sets. */
export interface NetworkSettings {
  /** Neighbours of each product in the item graph that the network propagates over. */
  readonly neighbours: number;
  readonly attributes: AttributeWeights;
  readonly training: TrainingConfig;
}

export interface NetworkChoice {
  readonly layer: LayerKind;
  readonly seed: number;
  readonly depth?: TrainingDepth | undefined;
  readonly steps?: number | undefined;
  readonly text?: TextFeature | undefined;
}

export function networkSettings({ layer, seed, depth, steps, text = 'none' }: NetworkChoice): NetworkSettings {
  return {
    neighbours: 40,
    attributes: {
      brand: 1,
      category: 0.5,
      price: 0,
      title: text === 'hash' ? 0.5 : 0,
      meaning: text === 'minilm' ? 0.5 : 0,
    },
    training: {
      ...defaultTrainingConfig,
      layer,
      seed,
      depth: depth ?? defaultTrainingConfig.depth,
      steps: steps ?? defaultTrainingConfig.steps,
    },
  };
}
