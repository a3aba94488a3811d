import { buyerCounts, formBaskets } from '../../../learning/cooccurrence/index.js';
import type { Interactions } from '../../../shop/index.js';
import type { EngineSettings } from '../settings.js';
import type { ShopColumns } from './gather-shop.js';

/** Settings by which nothing ranks that fewer people did: neither the events of products that fewer bought, nor such pairs. */
export function withLeastPeople(settings: EngineSettings, leastPeople: number): EngineSettings {
  return { ...settings, evidence: { ...settings.evidence, leastPeople } };
}

/**
 * A shop as it is ranked with these settings: without the events of products that fewer than `leastPeople` people bought or
 * carted, which are ranked as if nobody had met them, and without baskets that held nothing else.
 */
export function rankedShop<Shop extends ShopColumns>(
  shop: Shop,
  settings: Pick<EngineSettings, 'baskets' | 'evidence'>,
): Shop {
  const rare = rareProducts(shop, settings);
  if (rare === undefined) return shop;
  return { ...shop, interactions: keepEvents(shop.interactions, (product) => rare[product] === 0) };
}

/** [products] 1 for those that fewer than `leastPeople` people bought or carted; undefined where none is left out. */
export function rareProducts(
  { catalogue, interactions }: ShopColumns,
  { baskets, evidence: { leastPeople } }: Pick<EngineSettings, 'baskets' | 'evidence'>,
): Uint8Array | undefined {
  if (leastPeople === undefined) return undefined;
  const buyers = buyerCounts(formBaskets(interactions, catalogue.products.ids.length, baskets));
  return Uint8Array.from(buyers, (count) => (count < leastPeople ? 1 : 0));
}

/** The events of some products, without baskets that hold nothing else. */
export function keepEvents(interactions: Interactions, keep: (product: number) => boolean): Interactions {
  const { basket, product, kind, time, basketTime, basketUser, misdated } = interactions;
  const kept = Int32Array.from(product.keys()).filter((event) => keep(product[event]));
  const held = new Uint8Array(basketTime.length);
  for (const event of kept) held[basket[event]] = 1;
  const left = Int32Array.from(basketTime.keys()).filter((b) => held[b] === 1);
  const numberOf = new Int32Array(basketTime.length);
  left.forEach((b, number) => (numberOf[b] = number));
  return {
    ...interactions,
    basket: kept.map((event) => numberOf[basket[event]]),
    product: kept.map((event) => product[event]),
    kind: Uint8Array.from(kept, (event) => kind[event]),
    time: Float64Array.from(kept, (event) => time[event]),
    basketTime: Float64Array.from(left, (b) => basketTime[b]),
    basketUser: left.map((b) => basketUser[b]),
    misdated: Uint8Array.from(left, (b) => misdated[b]),
  };
}
