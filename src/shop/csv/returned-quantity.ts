import type { z } from 'zod';
import type { EventType } from '../interactions.js';

/** What an event is by its quantity: a purchase of fewer than no pieces is a return. */
export function typeBought(type: EventType, quantity: number | undefined): EventType {
  return type === 'purchase' && quantity !== undefined && quantity < 0 ? 'return' : type;
}

/** Refuses a quantity below 0 of what is neither bought nor returned. */
export function refuseNegative(
  { type, quantity = 1 }: { readonly type: string; readonly quantity?: number | undefined },
  context: z.RefinementCtx,
): void {
  if (quantity > 0 || type === 'purchase' || type === 'return') return;
  context.addIssue({ code: 'custom', path: ['quantity'], message: 'is not positive' });
}
