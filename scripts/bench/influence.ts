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
import type { AddedBlock } from '../../test/support/influence/added-block.js';
import { engineLists, shopColumns } from '../../test/support/influence/engine-lists.js';
import { influenceOf, share, type Influence, type Part } from '../../test/support/influence/influence.js';
import { plantedShop } from '../../test/support/influence/planted-shop.js';

const [seeds = '3', steps = '60'] = process.argv.slice(2);
const wanted = { steps: Number(steps) };
const drawn = 6;
const met: { readonly counts: AddedBlock['counts']; readonly influence: Influence }[] = [];
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
      const influence = influenceOf(shop, block, before, after);
      met.push({ counts: block.counts, influence });
      const { planted, kept, touchedPlanted, onTop, gained, ahead } = influence;
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
  process.stdout.write(summary());
} finally {
  await runtime.close();
}

/** How many blocks keep what they should, and the worst of them. */
function summary(): string {
  const line = (what: string, target: number, of: (influence: Influence) => Part, counts?: AddedBlock['counts']) => {
    const shares = met
      .filter((each) => counts === undefined || each.counts === counts)
      .map(({ influence }) => share(of(influence)));
    const right = shares.filter((each) => each >= target).length;
    return `${what.padEnd(52)}${right} of ${shares.length} blocks, worst ${(100 * Math.min(...shares)).toFixed(1)} %\n`;
  };
  const behind = ({ ahead: { count, of } }: Influence): Part => ({ count: of - count, of });
  return [
    line('planted complements kept, untouched lists (≥ 95 %)', 0.95, ({ planted }) => planted),
    line('first ten kept of them, blocks of many (≥ 90 %)', 0.9, ({ kept }) => kept, 'people'),
    line('first ten kept of them, blocks of one (≥ 90 %)', 0.9, ({ kept }) => kept, 'person'),
    line('pairs of many among the first five (all)', 1, ({ gained }) => gained, 'people'),
    line('planted complements kept, lists touched by one', 0.95, ({ touchedPlanted }) => touchedPlanted, 'person'),
    line('pairs of one behind planted complements (all)', 1, behind, 'person'),
  ].join('');
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
