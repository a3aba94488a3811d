import type { Interactions } from '../../../../shop/index.js';
import { PLACES, firstTenNdcg } from '../ndcg.js';
import { holdOutUsers, type HeldOutUsers } from './held-out-users.js';
import { VectorSearch, type ProductSpace } from '../../users/vector-search.js';
import { userSequences } from '../../users/user-sequences.js';

const HELD_OUT = 2000;

/** How well vectors of customers find the last product of each, which was taken away from what they are made from. */
export class UserValidation {
  private constructor(
    readonly held: HeldOutUsers,
    private readonly nearest: VectorSearch,
  ) {}

  static async open(shop: ProductSpace, interactions: Interactions): Promise<UserValidation> {
    const held = holdOutUsers(userSequences(interactions), shop.inputs.context, HELD_OUT);
    return new UserValidation(held, await VectorSearch.open(shop));
  }

  /** @param vectors [held.queries, dimension], rows of length 1 */
  async ndcg(vectors: Float32Array): Promise<number> {
    const lists = await this.nearest.lists(this.held.queries, vectors, PLACES);
    const sum = lists.reduce((total, { products }, q) => total + firstTenNdcg(products, this.held.truth[q]), 0);
    return sum / Math.max(1, lists.length);
  }

  async close(): Promise<void> {
    await this.nearest.close();
  }
}
