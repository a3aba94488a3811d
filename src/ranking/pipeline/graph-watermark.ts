import { createHash, type Hash } from 'node:crypto';
import type { Evidence } from '../../learning/cooccurrence/index.js';
import type { Catalogue } from '../../shop/index.js';

/** SHA-256 over all that lists are made from: catalogue and evidence. Equal graphs give equal watermarks. */
export function graphWatermark(catalogue: Catalogue, evidence: Evidence, popularity: Float64Array): string {
  const hash = createHash('sha256');
  const { products, categories, relations } = catalogue;
  for (const texts of [products.ids, products.titles, products.brands, categories.ids, categories.names]) {
    for (const text of texts) hash.update(JSON.stringify(text));
    hash.update('\n');
  }
  hash.update(JSON.stringify(relations));
  const { prices, stock, margins } = products;
  for (const column of [prices, stock, margins, products.categories, categories.parents]) addBytes(hash, column);
  for (const column of [popularity, evidence.baskets, evidence.purchasers, evidence.buyers]) addBytes(hash, column);
  const { pairs, together, people, sessions, sessionPeople } = evidence;
  for (const column of [pairs.offsets, pairs.columns, pairs.values]) addBytes(hash, column);
  for (const column of [together, people, sessions, sessionPeople]) addBytes(hash, column);
  return hash.digest('hex');
}

function addBytes(hash: Hash, { buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): void {
  hash.update(new Uint8Array(buffer, byteOffset, byteLength));
}
