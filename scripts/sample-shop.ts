/**
 * Writes the sample shop as canonical CSV.
 *
 *     node dist/scripts/sample-shop.js OUT_DIR [--seed N] [--products N] [--customers N] [--orders N] [--start YYYY-MM-DD]
 */
import { parseArgs } from 'node:util';
import { messageOf } from '../src/core/index.js';
import { generateSampleShop, writeSampleShop } from '../src/shop/sample/index.js';

const usage = 'usage: sample-shop OUT_DIR [--seed N] [--products N] [--customers N] [--orders N] [--start YYYY-MM-DD]';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      products: { type: 'string' },
      customers: { type: 'string' },
      orders: { type: 'string' },
      start: { type: 'string' },
    },
  });
  if (positionals.length !== 1) throw new Error('Name one folder to write to.');
  const { start, ...sizes } = values;
  const numbers = Object.fromEntries(Object.entries(sizes).map(([name, text]) => [name, Number(text)]));
  const shop = generateSampleShop({ ...numbers, ...(start === undefined ? {} : { start }) });
  await writeSampleShop(shop, positionals[0]);
  console.error(
    `${shop.products.length} products, ${shop.categories.length} categories, ${shop.events.length} events → ${positionals[0]}`,
  );
} catch (error) {
  console.error(`${messageOf(error)}\n${usage}`);
  process.exitCode = 2;
}
