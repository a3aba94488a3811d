import type { Interactions, Shop } from '../../shop/index.js';

/** The shop with only the events that are marked; baskets that lose all events are gone, the others keep their order. */
export function keepEvents(shop: Shop, kept: Uint8Array): Shop {
  const { interactions } = shop;
  const events = Int32Array.from(kept.keys()).filter((event) => kept[event] === 1);
  const basketTime: number[] = [];
  const basketUser: number[] = [];
  const oldBaskets: number[] = [];
  const numbers = new Int32Array(interactions.basketTime.length).fill(-1);
  const basket = new Int32Array(events.length);
  events.forEach((event, at) => {
    const old = interactions.basket[event];
    if (numbers[old] < 0) {
      numbers[old] = basketTime.push(Number.NaN) - 1;
      basketUser.push(interactions.basketUser[old]);
      oldBaskets.push(old);
    }
    basket[at] = numbers[old];
    const time = interactions.time[event];
    if (!Number.isNaN(time) && !(basketTime[basket[at]] >= time)) basketTime[basket[at]] = time;
  });
  const result: Interactions = {
    basket,
    product: Int32Array.from(events, (event) => interactions.product[event]),
    kind: Uint8Array.from(events, (event) => interactions.kind[event]),
    time: Float64Array.from(events, (event) => interactions.time[event]),
    basketTime: Float64Array.from(basketTime),
    basketUser: Int32Array.from(basketUser),
    misdated: Uint8Array.from(oldBaskets, (old) => interactions.misdated[old]),
    lateEvents: interactions.lateEvents,
    unit: interactions.unit,
    finest: interactions.finest,
    believedBefore: interactions.believedBefore,
    lineUnit: interactions.lineUnit,
    guests: interactions.guests,
    users: interactions.users,
    ordered: interactions.ordered,
  };
  return { ...shop, interactions: result };
}
