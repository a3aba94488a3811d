import { readShop, type Shop } from '../../../src/shop/index.js';
import { noProgress } from '../../../src/core/index.js';
import { generateSampleShop, writeSampleShop } from '../../../src/shop/sample/index.js';

/** A generated shop in columns, by way of its files in `folder`. */
export async function sampleColumns(
  folder: string,
  size: Parameters<typeof generateSampleShop>[0] = { products: 300, customers: 300, orders: 1200 },
): Promise<Shop> {
  await writeSampleShop(generateSampleShop(size), folder);
  const { shop } = await readShop([folder], noProgress);
  return shop;
}
