import { compareIds, noProgress } from '../../../src/core/index.js';
import type { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import {
  answerQueries,
  engineSettings,
  networkSettings,
  prepareShop,
  trainShop,
  type ShopColumns,
} from '../../../src/ranking/pipeline/index.js';
import { INTERACTION_KINDS, InteractionTable, catalogueFromRows, type UserEvent } from '../../../src/shop/index.js';
import type { PlantedEvent, PlantedProduct } from './planted-shop.js';

/** Lists by product id: ids, best first. */
export type ListsById = ReadonlyMap<string, readonly string[]>;

/** Products and events as the engine reads them. */
export function shopColumns(products: readonly PlantedProduct[], events: readonly PlantedEvent[]): ShopColumns {
  const leaves = [...new Set(products.map(({ category }) => category))];
  const { catalogue } = catalogueFromRows({
    products: products.map(({ id, category }) => ({
      id,
      title: `${category} model ${id}`,
      price: null,
      brand: null,
      category,
      stock: null,
      margin: null,
    })),
    categories: leaves.map((id) => ({ id, name: id, parent: null })),
    relations: [],
  });
  const numberOf = new Map(catalogue.products.ids.map((id, number) => [id, number]));
  const byUser = new Map<string, UserEvent[]>();
  for (const { user, product, kind, time, order = null } of events) {
    const event = {
      product: numberOf.get(product) ?? -1,
      kind: INTERACTION_KINDS.indexOf(kind),
      order,
      session: null,
      time,
      seq: null,
    };
    byUser.set(user, [...(byUser.get(user) ?? []), event]);
  }
  const table = new InteractionTable();
  for (const user of [...byUser.keys()].sort(compareIds)) {
    table.startUser();
    table.addAll(byUser.get(user) ?? []);
  }
  return { catalogue, interactions: table.finish() };
}

export interface ListsWanted {
  /** Steps of the network's training; 0 for a shop that was never trained. */
  readonly steps: number;
  readonly length?: number;
}

/** Trains on a shop and asks for the list of each product that has one, in memory. */
export async function engineLists(
  runtime: OnnxRuntime,
  shop: ShopColumns,
  { steps, length = 10 }: ListsWanted,
): Promise<ListsById> {
  const choice = { layer: 'lightgcn', seed: 1 } as const;
  const network = steps > 0 ? networkSettings({ ...choice, depth: 1, steps }) : undefined;
  const model = await trainShop(
    runtime,
    shop,
    { settings: engineSettings(choice), network, level: 'leaf' },
    { progress: noProgress },
  );
  const prepared = await prepareShop(runtime, shop, model, { progress: noProgress });
  const asked = [...prepared.listed];
  const answers = await answerQueries(
    prepared,
    asked.map((product) => ({ product })),
    length,
    { threads: 1 },
  );
  const { ids } = shop.catalogue.products;
  return new Map(asked.map((product, q) => [ids[product], Array.from(answers[q].products, (y) => ids[y])] as const));
}
