import type { EngineSettings } from '../../engine/index.js';
import type { MethodConfig, MethodKind } from '../../evaluation/index.js';
import type { LayerKind } from '../../model/index.js';
import type { RankingModel } from '../../recommend/index.js';

/** The engine, or the engine with something changed: in what it is trained with, or in what was trained. */
export interface EngineVariant {
  readonly name: string;
  readonly kind: Exclude<MethodKind, 'peer'>;
  readonly config: MethodConfig;
  /** A variant without is the engine as trained. */
  readonly settings?: (standard: EngineSettings) => EngineSettings;
  readonly ranking?: (fitted: RankingModel) => RankingModel;
}

/** The engine's name among the methods. */
export const ENGINE = 'alongside';

/** Far more, and far less, than any shop has baskets: one side of the blend decides alone. */
const ALWAYS = 1e12;
const NEVER = 1e-9;

const LAYERS: readonly LayerKind[] = ['lightgcn', 'gcn', 'attention'];
const DEPTHS = [0, 1, 2, 3, 4];

/** The engine itself, and its parts taken away or changed one at a time. */
export function engineVariants(layer: LayerKind): readonly EngineVariant[] {
  return [
    { name: ENGINE, kind: 'engine', config: { layer } },
    ranked('evidence only', (fitted) => ({ ...fitted, kappa: NEVER })),
    ranked('prior only', (fitted) => ({ ...fitted, kappa: ALWAYS, gamma: 0 })),
    ranked('network only', ({ prior, ...fitted }) => ({
      ...fitted,
      kappa: ALWAYS,
      gamma: 0,
      prior: { affinity: prior.affinity, popularity: 0, categoryLift: 0, sameBrand: 0 },
    })),
    withoutSignal('network', 'affinity'),
    withoutSignal('popularity', 'popularity'),
    withoutSignal('category terms', 'categoryLift'),
    withoutSignal('brand', 'sameBrand'),
    ...LAYERS.filter((other) => other !== layer).map((other) => trained(`layer ${other}`, { layer: other })),
    ...DEPTHS.filter((depth) => depth !== STANDARD_DEPTH).map((depth) =>
      trained(`depth ${depth}`, { layerWeights: [...new Array<number>(depth).fill(0), 1] }),
    ),
  ];
}

/** Layers that the engine propagates over unless told otherwise. */
const STANDARD_DEPTH = 3;

function ranked(name: string, ranking: (fitted: RankingModel) => RankingModel): EngineVariant {
  return { name, kind: 'ablation', config: {}, ranking };
}

/** Takes one signal's weight away; the others stay as they were fitted with it. */
function withoutSignal(what: string, signal: keyof RankingModel['prior']): EngineVariant {
  return ranked(`without ${what}`, (fitted) => ({ ...fitted, prior: { ...fitted.prior, [signal]: 0 } }));
}

function trained(name: string, encoder: Partial<EngineSettings['encoder']>): EngineVariant {
  return {
    name,
    kind: 'ablation',
    config: {},
    settings: (standard) => ({ ...standard, encoder: { ...standard.encoder, ...encoder } }),
  };
}
