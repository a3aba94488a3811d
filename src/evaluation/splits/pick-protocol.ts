import { PURCHASE, type Shop } from '../../shop/index.js';
import { dayCount } from './hold-out-days.js';
import type { Protocol } from './choices.js';

/**
 * The protocol that fits what the shop knows: baskets where it has orders; with times alone, days where there are views
 * or carts on at least three days, else baskets; without times each user's last event.
 */
export function pickProtocol({ interactions }: Shop): Exclude<Protocol, 'relations'> {
  if (interactions.unit === 'order') return 'baskets';
  const days = dayCount(interactions);
  if (days === 0) return 'last';
  return interactions.kind.some((kind) => kind !== PURCHASE) && days > 2 ? 'days' : 'baskets';
}
