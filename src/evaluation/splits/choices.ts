/** What one may choose of an evaluation, by name, and what is chosen where nobody says. */

/** The rules by which a shop is cut into what an engine may see and what it is asked for. */
export const PROTOCOLS = ['baskets', 'last', 'days', 'relations'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What splits depend on, beside the shop. */
export interface SplitSettings {
  /** Draws what is random: a random tenth, the queries that are kept, new products. */
  readonly seed: number;
  readonly mostQueries: number;
}

export const SPLIT_SETTINGS: SplitSettings = { seed: 20261122, mostQueries: 10_000 };
