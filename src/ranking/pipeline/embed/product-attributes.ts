import { csrFromEdges } from '../../../core/numerics/index.js';
import { pathToRoot, priceBands } from '../../../shop/index.js';
import { AlongsideError } from '../../../core/index.js';
import { bagOfAttributes, type AttributeFamily, type AttributeMatrix } from '../../../learning/training/index.js';
import type { Catalogue } from '../../../shop/index.js';
import { hashTitles, type HashedTitles } from '../../../learning/text/index.js';
import type { AttributeWeights } from '../network-settings.js';
import { vectorSignatures } from './vector-signatures.js';

/**
 * The attributes by which the network places a product: brand, category path, price band, words of the title.
 *
 * @param counted products, from the first on, that decide what an attribute is and weighs; all if left out
 */
export function productAttributes(
  catalogue: Catalogue,
  weights: AttributeWeights,
  counted: number = catalogue.products.ids.length,
): AttributeMatrix {
  const { products, categories } = catalogue;
  const paths = Array.from(products.categories, (category) => pathToRoot(categories, category));
  const roots = Int32Array.from(paths, (path) => path.at(-1) ?? -1);
  const band = priceBands(products.prices, roots, { counted });
  // A band is named by the kind of products that it divides and its place there: other shops' bands do not shift it.
  const first = new Map<number, number>();
  roots.forEach((root, product) => {
    if (product < counted && band[product] >= 0) first.set(root, Math.min(first.get(root) ?? Infinity, band[product]));
  });
  const bandName = (product: number): string => {
    const root = roots[product];
    return `${root < 0 ? '' : categories.ids[root]}/${band[product] - (first.get(root) ?? 0)}`;
  };
  const families: AttributeFamily[] = [
    {
      kind: 'brand',
      weight: weights.brand,
      leastProducts: 2,
      of: (product) => [products.brands[product] ?? ''].filter((brand) => brand !== ''),
    },
    {
      kind: 'category',
      weight: weights.category,
      leastProducts: 1,
      of: (product) => paths[product].map((category) => categories.ids[category]),
    },
    {
      kind: 'meaning',
      weight: weights.meaning,
      leastProducts: 2,
      of: titleMeanings(catalogue, weights.meaning),
    },
    {
      kind: 'price',
      weight: weights.price,
      leastProducts: 2,
      of: (product) => (band[product] < 0 ? [] : [bandName(product)]),
    },
  ];
  const bag = bagOfAttributes(products.ids.length, families, counted);
  return weights.title === 0 ? bag : withTitles(bag, hashTitles(products.titles, undefined, counted), weights.title);
}

/** Signatures of the titles' sentence embeddings. */
function titleMeanings({ products }: Catalogue, weight: number): (product: number) => readonly string[] {
  if (weight === 0) return () => [];
  if (products.titleVectors === undefined) {
    throw new AlongsideError(
      'title-vectors-missing',
      'The network reads what titles mean, and the catalogue holds no sentence embeddings of them. Compute them first, or train with another --text.',
    );
  }
  const signatures = vectorSignatures(products.titleVectors, products.ids.length);
  return (product) => signatures[product];
}

/** Adds hashed words; their ids stand behind all others. */
function withTitles(
  { ids, entries }: AttributeMatrix,
  { buckets, weights }: HashedTitles,
  weight: number,
): AttributeMatrix {
  const known = ids.length;
  const count = entries.columns.length + weights.columns.length;
  const sources = new Int32Array(count);
  const targets = new Int32Array(count);
  const values = new Float32Array(count);
  let at = 0;
  for (let product = 0; product < entries.rows; product++) {
    for (let e = entries.offsets[product]; e < entries.offsets[product + 1]; e++) {
      sources[at] = product;
      targets[at] = entries.columns[e];
      values[at++] = entries.values[e];
    }
    for (let e = weights.offsets[product]; e < weights.offsets[product + 1]; e++) {
      sources[at] = product;
      targets[at] = known + weights.columns[e];
      values[at++] = weight * weights.values[e];
    }
  }
  return {
    ids: [...ids, ...Array.from(buckets, (bucket) => `title:${String(bucket).padStart(6, '0')}`)],
    entries: csrFromEdges({ rows: entries.rows, width: known + buckets.length, sources, targets, values }),
  };
}
