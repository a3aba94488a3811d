import type { HistoryUse } from '../../lists/index.js';
import { reboughtShare, type Interactions } from '../../../shop/index.js';
import type { TrainedModel } from '../trained-model.js';

/** From this share of repeated purchases on, a list without what the customer has would miss too much. */
const OFTEN_REBOUGHT = 0.1;

/** What the histories of a shop's customers are good for. */
export function decideHistoryUse(
  interactions: Interactions,
  { settings, kindWeights }: Pick<TrainedModel, 'settings' | 'kindWeights'>,
): HistoryUse {
  return {
    merged: interactions.unit === 'customer',
    hidden: reboughtShare(interactions) < OFTEN_REBOUGHT,
    kindWeights: kindWeights ?? standardKindWeights(interactions, settings.baskets.kindWeights),
  };
}

/**
 * What the evidence gives to each kind of event, as shares of what the strongest kind of the shop has: where all customers
 * do is look, a look counts 1.
 */
export function standardKindWeights({ kind }: Interactions, weights: readonly number[]): number[] {
  const most = kind.reduce((strongest, each) => Math.max(strongest, weights[each]), 0);
  return weights.map((weight) => (most === 0 ? 1 : Math.min(1, weight / most)));
}
