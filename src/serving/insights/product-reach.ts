import { graphMissing, type GraphMissing } from '../explanations/index.js';
import { suppressSmallCount, type SuppressibleCount } from '../../ranking/explain/index.js';
import type { UseParts } from './use-parts.js';

/** How many people a product's page and its purchases reach, as the graph has it. */
interface Reach {
  readonly productId: string;
  readonly buyers: number;
  readonly viewers: number;
  readonly views: number;
}

/** The same, small counts suppressed. */
export interface SuppressedReach {
  readonly buyers: SuppressibleCount | null;
  readonly viewers: SuppressibleCount | null;
  readonly views: SuppressibleCount | null;
}

const UNKNOWN: SuppressedReach = { buyers: null, viewers: null, views: null };

/** The reach of products by id, or why the graph does not say. */
export class ProductReach {
  private constructor(
    private readonly found: ReadonlyMap<string, Reach>,
    private readonly minPeople: number,
    readonly missing: GraphMissing | null,
  ) {}

  /** @param since ISO 8601, null for ever */
  static async of(
    { graph, graphMilliseconds, minPeople }: UseParts,
    productIds: readonly string[],
    since: string | null,
  ): Promise<ProductReach> {
    try {
      const found = await graph.readWithin('read/product-reach', { productIds, since }, graphMilliseconds);
      return new ProductReach(new Map(found.map((reach) => [reach.productId, reach])), minPeople, null);
    } catch (error) {
      return new ProductReach(new Map(), minPeople, graphMissing(error));
    }
  }

  suppressed(productId: string): SuppressedReach {
    if (this.missing !== null) return UNKNOWN;
    const { buyers, viewers, views } = this.found.get(productId) ?? { buyers: 0, viewers: 0, views: 0 };
    return {
      buyers: suppressSmallCount(buyers, buyers, this.minPeople),
      viewers: suppressSmallCount(viewers, viewers, this.minPeople),
      views: suppressSmallCount(views, viewers, this.minPeople),
    };
  }

  /** Buyers to put products in order by: a few are as many as may not be told, so that the order tells no more. */
  buyersForOrder(productId: string): number {
    const { buyers } = this.suppressed(productId);
    return buyers === 'few' ? this.minPeople - 1 : (buyers ?? 0);
  }
}
