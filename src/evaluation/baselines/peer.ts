import type { Csr } from '../../core/numerics/index.js';
import type { ItemScorer, SpectralBasis } from '../../learning/factorisation/index.js';
import type { MatrixProduct } from '../../core/numerics/index.js';
import type { PeerData } from './peer-data.js';

/** Settings of a method by name, as a report shows them. */
export type PeerConfig = Readonly<Record<string, number | string>>;

/** Heavy computations that a peer may ask for: they are done outside of this pure room. */
export interface PeerTools {
  /** The leading eigenvectors of the item graph of rows [rows, products]. */
  readonly spectralBasis: (rows: Csr, rank: number) => Promise<SpectralBasis>;
  readonly multiply: MatrixProduct;
}

/** A method that a shop could use instead of this engine. */
export interface Peer<Config extends PeerConfig = PeerConfig> {
  readonly name: string;
  /** Whether it is offered for data of this size and kind: some methods cannot finish on large ones. */
  offered(data: PeerData): boolean;
  /** The configurations that tuning tries. */
  grid(data: PeerData): readonly Config[];
  fit(data: PeerData, config: Config, tools: PeerTools): Promise<ItemScorer>;
  /** Each configuration with its scorer, fitted when it is asked for; neighbours that learn the same are fitted once. */
  trials(data: PeerData, configs: readonly Config[], tools: PeerTools): AsyncIterable<PeerTrial<Config>>;
}

export interface PeerTrial<Config extends PeerConfig = PeerConfig> {
  readonly config: Config;
  readonly scorer: ItemScorer;
}

export interface PeerDefinition<Config extends PeerConfig, Fitted> {
  readonly name: string;
  readonly offered?: (data: PeerData) => boolean;
  readonly grid: (data: PeerData) => readonly Config[];
  /** What is learned: plain data. It must depend on `learnedFrom` only. */
  readonly learn: (data: PeerData, config: Config, tools: PeerTools) => Fitted | Promise<Fitted>;
  /** The settings that learning depends on; all if left out. */
  readonly learnedFrom?: readonly (keyof Config)[];
  readonly scorer: (fitted: Fitted, config: Config) => ItemScorer;
}

/** A peer from its two halves: what it learns, and how that scores. */
export function definePeer<Config extends PeerConfig, Fitted>(
  definition: PeerDefinition<Config, Fitted>,
): Peer<Config> {
  const { name, offered = () => true, grid, learn, learnedFrom, scorer } = definition;
  const alike = (a: Config, b: Config): boolean => (learnedFrom ?? Object.keys(a)).every((key) => a[key] === b[key]);
  return {
    name,
    offered,
    grid,
    fit: async (data, config, tools) => scorer(await learn(data, config, tools), config),
    async *trials(data, configs, tools) {
      let last: { readonly config: Config; readonly fitted: Fitted } | undefined;
      for (const config of configs) {
        if (last === undefined || !alike(last.config, config)) {
          last = { config, fitted: await learn(data, config, tools) };
        }
        yield { config, scorer: scorer(last.fitted, config) };
      }
    },
  };
}

/** All combinations of the axes' values; the last axis changes fastest. */
export function combinations<Axes extends Readonly<Record<string, readonly (number | string)[]>>>(
  axes: Axes,
): { readonly [Axis in keyof Axes]: Axes[Axis][number] }[] {
  let found: Record<string, number | string>[] = [{}];
  for (const [axis, values] of Object.entries(axes)) {
    found = found.flatMap((config) => values.map((value) => ({ ...config, [axis]: value })));
  }
  return found as { readonly [Axis in keyof Axes]: Axes[Axis][number] }[];
}
