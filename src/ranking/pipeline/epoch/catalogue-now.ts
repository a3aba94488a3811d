import { ofNearest, type Catalogue } from '../../../shop/index.js';
import type { PriorContext } from '../../candidates/index.js';
import type { Epoch } from './epoch.js';
import { joined } from './longer-arrays.js';
import type { TouchedShop } from './touched-shop.js';

/** The epoch's products as they were, and after them the touched ones as they are. */
export function catalogueNow({ catalogue }: Epoch, { cards, categories }: TouchedShop): Catalogue {
  const { products } = catalogue;
  return {
    products: {
      ids: [...products.ids, ...cards.ids],
      titles: [...products.titles, ...cards.titles],
      brands: [...products.brands, ...cards.brands],
      prices: joined(products.prices, cards.prices),
      categories: joined(products.categories, cards.categories),
      stock: joined(products.stock, cards.stock),
      margins: joined(products.margins, cards.margins),
      ...(products.titleVectors === undefined || cards.titleVectors === undefined
        ? {}
        : { titleVectors: joined(products.titleVectors, cards.titleVectors) }),
    },
    categories,
    relations: catalogue.relations,
  };
}

/** What the ranking knows of the touched products' labels, one entry a row. */
export interface OwnLabels {
  /** The category, or for one that came since the nearest above it that the epoch has; -1 for none. */
  readonly categoryOf: Int32Array;
  /** The epoch's number of the brand; a number of its own for one that came since; -1 for none. */
  readonly brandOf: Int32Array;
}

export function ownLabels({ catalogue, inputs }: Epoch, { cards, categories }: TouchedShop): OwnLabels {
  const known = catalogue.categories.ids.length;
  const brands = brandNumbers(catalogue, inputs.context);
  return {
    categoryOf: cards.categories.map(
      (category) => ofNearest(categories, category, (each) => (each < known ? each : undefined)) ?? -1,
    ),
    brandOf: Int32Array.from(cards.brands, (brand) => {
      if (brand === null || brand === '') return -1;
      const number = brands.get(brand) ?? brands.size;
      brands.set(brand, number);
      return number;
    }),
  };
}

function brandNumbers({ products }: Catalogue, { brandOf }: PriorContext): Map<string, number> {
  const numbers = new Map<string, number>();
  products.brands.forEach((brand, product) => {
    if (brand !== null && brandOf[product] >= 0) numbers.set(brand, brandOf[product]);
  });
  return numbers;
}
