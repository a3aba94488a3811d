import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

/** How large a generated shop of many categories is. */
export interface CategoriesShop {
  /** Leaf categories; three levels stand above them in all. */
  readonly categories: number;
  readonly products: number;
  readonly orders: number;
}

const ROOTS = 20;
const MIDDLE = 1000;

/** Writes a shop whose products are spread over many leaf categories. Seeded: the same each time. */
export async function writeCategoriesShop(folder: string, shop: CategoriesShop): Promise<void> {
  await writeLines(join(folder, 'categories.csv'), categoryLines(shop));
  await writeLines(join(folder, 'products.csv'), productLines(shop));
  await writeLines(join(folder, 'events.csv'), eventLines(shop));
}

function* categoryLines({ categories }: CategoriesShop): Generator<string> {
  yield 'category_id,parent_id,name';
  for (let i = 0; i < ROOTS; i++) yield `root-${i},,Root ${i}`;
  for (let i = 0; i < MIDDLE; i++) yield `middle-${i},root-${i % ROOTS},Middle ${i}`;
  for (let i = 0; i < categories; i++) yield `leaf-${i},middle-${i % MIDDLE},Leaf ${i}`;
}

function* productLines({ categories, products }: CategoriesShop): Generator<string> {
  const below = seeded(1);
  yield 'product_id,category_id,title,price,brand';
  for (let i = 0; i < products; i++) {
    const leaf = i % categories;
    yield `product-${i},leaf-${leaf},Thing ${i % 977} of kind ${leaf},${(below(10_000) + 100) / 100},Brand ${below(500)}`;
  }
}

/** Orders of two to four products, whose categories lie at fixed distances: pairs of categories that go together. */
function* eventLines({ categories, products, orders }: CategoriesShop): Generator<string> {
  const below = seeded(2);
  const perCategory = Math.max(1, Math.floor(products / categories));
  yield 'user_id,product_id,type,timestamp,order_id';
  for (let order = 0; order < orders; order++) {
    const user = below(Math.ceil(orders / 3));
    const time = new Date(Date.UTC(2025, 0, 1) + below(300) * 86_400_000).toISOString();
    // Twice drawn: some categories sell much, many little.
    const first = below(below(categories) + 1);
    const size = 2 + below(3);
    for (let i = 0; i < size; i++) {
      const category = (first * 7 + i * 131) % categories;
      yield `user-${user},product-${category + categories * below(perCategory)},purchase,${time},order-${order}`;
    }
  }
}

/** Whole numbers from 0 to below a limit. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  for (const line of lines) if (!file.write(`${line}\n`)) await once(file, 'drain');
  file.end();
  await once(file, 'close');
}
