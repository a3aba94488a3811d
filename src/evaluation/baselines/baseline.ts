import type { Csr, MatrixProduct } from '../../core/numerics/index.js';
import type { ItemScorer, SpectralBasis } from '../../learning/factorisation/index.js';
import type { BaselineData } from './baseline-data.js';

/** Settings of a method by name, as a report shows them. */
export type BaselineConfig = Readonly<Record<string, number | string>>;

/** Heavy computations that a baseline may ask for: they are done outside of this pure room. */
export interface BaselineTools {
  /** The leading eigenvectors of the item graph of rows [rows, products]. */
  readonly spectralBasis: (rows: Csr, rank: number) => Promise<SpectralBasis>;
  readonly multiply: MatrixProduct;
}

/** A method that a shop could use instead of this engine. */
export interface Baseline<Config extends BaselineConfig = BaselineConfig> {
  readonly name: string;
  /** Whether it is offered for data of this size and kind: some methods cannot finish on large ones. */
  offered(data: BaselineData): boolean;
  /** The configurations that tuning tries. */
  grid(data: BaselineData): readonly Config[];
  fit(data: BaselineData, config: Config, tools: BaselineTools): Promise<ItemScorer>;
  /** Each configuration with its scorer, fitted when it is asked for; neighbours that learn the same are fitted once. */
  trials(data: BaselineData, configs: readonly Config[], tools: BaselineTools): AsyncIterable<BaselineTrial<Config>>;
}

export interface BaselineTrial<Config extends BaselineConfig = BaselineConfig> {
  readonly config: Config;
  readonly scorer: ItemScorer;
}

export interface BaselineDefinition<Config extends BaselineConfig, Fitted> {
  readonly name: string;
  readonly offered?: (data: BaselineData) => boolean;
  readonly grid: (data: BaselineData) => readonly Config[];
  /** What is learned: plain data. It must depend on `learnedFrom` only. */
  readonly learn: (data: BaselineData, config: Config, tools: BaselineTools) => Fitted | Promise<Fitted>;
  /** The settings that learning depends on; all if left out. */
  readonly learnedFrom?: readonly (keyof Config)[];
  readonly scorer: (fitted: Fitted, config: Config) => ItemScorer;
}

/** A baseline from its two halves: what it learns, and how that scores. */
export function defineBaseline<Config extends BaselineConfig, Fitted>(
  definition: BaselineDefinition<Config, Fitted>,
): Baseline<Config> {
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
