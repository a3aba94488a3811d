import { graphMissing, type GraphMissing } from '../explanations/index.js';
import { areFew, roundDown } from '../../ranking/explain/index.js';
import type { CountedTime, UseParts } from './use-parts.js';

/** How many people a product's page and its purchases reach, as the graph has it. */
interface Reach {
  readonly productId: string;
  readonly buyers: number;
  readonly viewers: number;
  readonly views: number;
}

/** The same as it may be told. */
export interface ToldReach {
  readonly buyers: number | null;
  readonly viewers: number | null;
  readonly views: number | null;
}

const UNKNOWN: ToldReach = { buyers: null, viewers: null, views: null };

/** The reach of products by id, or why the graph does not say. */
export class ProductReach {
  private constructor(
    private readonly found: ReadonlyMap<string, Reach>,
    private readonly minPeople: number,
    readonly missing: GraphMissing | null,
  ) {}

  static async of(
    { graph, graphMilliseconds, minPeople }: UseParts,
    productIds: readonly string[],
    { since, until }: CountedTime,
  ): Promise<ProductReach> {
    try {
      const found = await graph.readWithin('read/product-reach', { productIds, since, until }, graphMilliseconds);
      return new ProductReach(new Map(found.map((reach) => [reach.productId, reach])), minPeople, null);
    } catch (error) {
      return new ProductReach(new Map(), minPeople, graphMissing(error));
    }
  }

  told(productId: string): ToldReach {
    if (this.missing !== null) return UNKNOWN;
    const { buyers, viewers, views } = this.found.get(productId) ?? { buyers: 0, viewers: 0, views: 0 };
    return {
      buyers: roundDown(buyers, this.minPeople),
      viewers: roundDown(viewers, this.minPeople),
      views: areFew(viewers, this.minPeople) ? 0 : roundDown(views, this.minPeople),
    };
  }

  /** Buyers to put products in order by: as told, so that the order says no more; where that is none, as many as are not told. */
  buyersForOrder(productId: string): number {
    const { buyers } = this.told(productId);
    return buyers === 0 ? this.minPeople - 1 : (buyers ?? 0);
  }
}
