import type { OnnxRuntime } from '../../../../learning/onnx/index.js';
import { rowsUnderEpoch, type Epoch, type TouchedShop } from '../../../../ranking/pipeline/index.js';
import type { ProductLists } from '../../../../ranking/types.js';
import type { Catalogue, Interactions } from '../../../../shop/index.js';
import type { RegisteredCatalogue } from './registered-catalogue.js';

/** Products that are made anew at a time: bounds the memory. */
const AT_ONCE = 4096;

/** The rows of all products of a graph under an epoch; the embeddings are whole when all lists were read. */
export class RowsOfShop {
  /** [products, dimension]; zeros for what left the graph. */
  readonly embeddings: Float32Array;
  /** Lists made so far. */
  made = 0;

  constructor(
    private readonly epoch: Epoch,
    private readonly shop: RegisteredCatalogue & { readonly interactions: Interactions },
  ) {
    this.embeddings = new Float32Array(shop.present.length * epoch.dimension);
  }

  async *lists(runtime: OnnxRuntime): AsyncGenerator<ProductLists> {
    const { epoch, shop, embeddings } = this;
    const products = Int32Array.from(shop.present.keys()).filter((product) => shop.present[product] === 1);
    for (let from = 0; from < products.length; from += AT_ONCE) {
      const rows = await rowsUnderEpoch(runtime, epoch, this.touched(products.slice(from, from + AT_ONCE)));
      for (const { product, embedding, lists } of rows) {
        embeddings.set(embedding, product * epoch.dimension);
        if (lists === undefined) continue;
        this.made++;
        yield lists;
      }
    }
  }

  private touched(products: Int32Array): TouchedShop {
    const { catalogue, interactions, present } = this.shop;
    return {
      products,
      cards: cardsAt(catalogue.products, products),
      categories: categoriesUnder(this.epoch.catalogue.categories, catalogue.categories),
      known: present.length,
      interactions,
    };
  }
}

function cardsAt(products: Catalogue['products'], at: Int32Array): Catalogue['products'] {
  const { titleVectors } = products;
  const width = (titleVectors?.length ?? 0) / Math.max(1, products.ids.length);
  return {
    ids: Array.from(at, (p) => products.ids[p]),
    titles: Array.from(at, (p) => products.titles[p]),
    brands: Array.from(at, (p) => products.brands[p]),
    prices: Float64Array.from(at, (p) => products.prices[p]),
    categories: at.map((p) => products.categories[p]),
    stock: at.map((p) => products.stock[p]),
    margins: Float64Array.from(at, (p) => products.margins[p]),
    ...(titleVectors && {
      titleVectors: Float32Array.from(
        { length: at.length * width },
        (_, i) => titleVectors[at[Math.floor(i / width)] * width + (i % width)],
      ),
    }),
  };
}

/** The epoch's categories where these were, and those that came since where they are. */
function categoriesUnder(before: Catalogue['categories'], now: Catalogue['categories']): Catalogue['categories'] {
  const parents = now.parents.slice();
  parents.set(before.parents);
  return { ...now, parents };
}
