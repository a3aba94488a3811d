/**
 * What a block of up to 15 % more orders does to the lists of a generated shop with planted complements, in memory.
 *
 *   npm run bench -- influence [SEEDS] [STEPS]   (3 shops; 60 training steps, 0 for a shop that is not trained)
 *
 * The columns: planted complements kept among the first five, and places of the first ten kept, of lists that the block
 * does not touch (targets: ≥ 95 %, ≥ 90 %); planted complements kept of those that it touches; its pairs on top of their
 * lists, among the first five, and ahead of a planted complement (target where they count as one person: none).
 */
import { OnnxRuntime } from '../../src/learning/onnx/index.js';
import { drawnBlock, knownBlocks } from '../../test/support/influence/blocks.js';
import { engineLists, shopColumns } from '../../test/support/influence/engine-lists.js';
import { influenceOf, type Part } from '../../test/support/influence/influence.js';
import { plantedShop } from '../../test/support/influence/planted-shop.js';

const [seeds = '3', steps = '60'] = process.argv.slice(2);
const wanted = { steps: Number(steps) };
const drawn = 6;
const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
try {
  process.stdout.write(row(['block', 'counts as', 'planted', 'first ten', 'touched', 'on top', 'first five', 'ahead']));
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const started = process.cpuUsage();
    const shop = plantedShop(seed);
    const before = await engineLists(runtime, shopColumns(shop.products, shop.events), wanted);
    const blocks = [
      { name: `shop ${seed} alone`, events: [], products: [], counts: 'alike' as const, pairs: [] },
      ...knownBlocks(shop, seed),
      ...Array.from({ length: drawn }, (_, i) => drawnBlock(shop, 100 * seed + i)),
    ];
    for (const block of blocks) {
      const columns = shopColumns([...shop.products, ...block.products], [...shop.events, ...block.events]);
      const after = await engineLists(runtime, columns, wanted);
      const { planted, kept, touchedPlanted, onTop, gained, ahead } = influenceOf(shop, block, before, after);
      process.stdout.write(
        row([
          block.name,
          block.counts,
          part(planted),
          percent(kept),
          part(touchedPlanted),
          part(onTop),
          part(gained),
          part(ahead),
        ]),
      );
    }
    const { user, system } = process.cpuUsage(started);
    process.stdout.write(`  ${((user + system) / 1e6).toFixed(1)} s of processor\n`);
  }
} finally {
  await runtime.close();
}

function row(cells: readonly string[]): string {
  return `${cells.map((cell, i) => cell.padEnd(i === 0 ? 16 : 12)).join('')}\n`;
}

function part({ count, of }: Part): string {
  return of === 0 ? '·' : `${count}/${of}`;
}

function percent({ count, of }: Part): string {
  return of === 0 ? '·' : `${((100 * count) / of).toFixed(1)} %`;
}
