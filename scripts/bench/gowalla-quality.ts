/**
 * Recall@20 and NDCG@20 of the training-free graph filters on Gowalla's official split, all items ranked.
 *
 *   npm run bench -- gowalla DIR [FILTER…]   (DIR holds train.txt.gz and test.txt.gz)
 *
 * `linear` has exponents and weight that were chosen on train alone, the others have their papers' settings.
 */
import { FullRanking } from '../../src/evaluation/index.js';
import { FilterScores, graphFilters, OnnxRuntime, spectralBasis, type GraphFilter } from '../../src/model/index.js';
import { gowallaSplit } from './gowalla.js';
import { seconds } from './timing.js';

const [directory = '.', ...names] = process.argv.slice(2);
const { train, test } = await gowallaSplit(directory);
const runtime = await OnnxRuntime.open({ provider: 'cpu' });
const filters = Object.entries<GraphFilter>(graphFilters).filter(
  ([name]) => names.length === 0 || names.includes(name),
);
const rank = filters.reduce((most, [, filter]) => Math.max(most, filter.lowPass.rank), 1);
let basis: Awaited<ReturnType<typeof spectralBasis>> | undefined;
const forBasis = await seconds(async () => (basis = await spectralBasis(runtime, train, { rank, seed: 1 })));
process.stdout.write(`${train.rows} users, ${train.width} items; ${rank} eigenvectors in ${forBasis.toFixed(0)} s\n`);

for (const [name, filter] of filters) {
  const ranking = new FullRanking(train, test);
  const time = await seconds(async () => {
    const scorer = await FilterScores.open(runtime, train, filter, basis);
    const rows = new Float32Array(FilterScores.blockSignals * train.width);
    for (let first = 0; first < train.rows; first += FilterScores.blockSignals) {
      const count = Math.min(FilterScores.blockSignals, train.rows - first);
      await scorer.write(train, first, count, rows);
      for (let u = 0; u < count; u++) ranking.add(first + u, rows.subarray(u * train.width, (u + 1) * train.width));
    }
    await scorer.close();
  });
  const { recall, ndcg, users } = ranking.metrics();
  process.stdout.write(
    `  ${name.padEnd(10)} recall@20 ${recall.toFixed(4)}  ndcg@20 ${ndcg.toFixed(4)}  ${users} users in ${time.toFixed(0)} s\n`,
  );
}
await runtime.close();
