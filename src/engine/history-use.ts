import type { HistoryUse } from '../recommend/index.js';
import { reboughtShare, type Interactions } from '../shop/index.js';

/** From this share of repeated purchases on, a list without what the customer has would miss too much. */
const OFTEN_REBOUGHT = 0.1;

/** What the histories of a shop's customers are good for. */
export function historyUse(interactions: Interactions): HistoryUse {
  return {
    merged: interactions.unit === 'customer',
    hidden: reboughtShare(interactions) < OFTEN_REBOUGHT,
  };
}
