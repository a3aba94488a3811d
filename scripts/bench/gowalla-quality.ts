/**
 * Recall@20 and NDCG@20 on Gowalla's official split, all items ranked.
 *
 *   npm run bench -- gowalla DIR [--validation] [NAME…]   (DIR holds train.txt.gz and test.txt.gz)
 *
 * The training-free graph filters by name, and `mixed`: the filter `linear` and factors of implicit ALS, each standardised;
 * `ordered` is the same where the later items of a user's line weigh more. What is ours was chosen with --validation, which
 * splits the training part alone; the other filters have their papers' settings.
 */
import { FullRanking } from '../../src/evaluation/index.js';
import { FilterScores, graphFilters, OnnxRuntime, spectralBasis, type GraphFilter } from '../../src/model/index.js';
import { DenseProducts } from '../../src/model/dense-products.js';
import { fitAls, type SpectralBasis } from '../../src/similarity/index.js';
import { gowallaSplit } from './gowalla.js';
import { seconds } from './timing.js';

const alsOptions = { factors: 128, regularisation: 1, alpha: 10, iterations: 12 };
const alsWeight = 0.6;
const block = FilterScores.blockSignals;

const [directory = '.', ...rest] = process.argv.slice(2);
const names = rest.filter((each) => each !== '--validation');
const split = await gowallaSplit(directory, rest.includes('--validation'));
const { train, truth } = split;
const runtime = await OnnxRuntime.open({ provider: 'cpu' });
const contenders = [...Object.keys(graphFilters), 'mixed', 'ordered'].filter(
  (name) => names.length === 0 || names.includes(name),
);

let basis: SpectralBasis | undefined;
const forBasis = await seconds(async () => (basis = await spectralBasis(runtime, train, { rank: 512, seed: 1 })));
process.stdout.write(`${train.rows} users, ${train.width} items; 512 eigenvectors in ${forBasis.toFixed(0)} s\n`);
const factors = contenders.some((name) => name === 'mixed' || name === 'ordered')
  ? fitAls(train, alsOptions)
  : undefined;

for (const name of contenders) {
  const ranking = new FullRanking(train, truth);
  const time = await seconds(() => rankAll(name, ranking));
  const { recall, ndcg, users } = ranking.metrics();
  process.stdout.write(
    `  ${name.padEnd(10)} recall@20 ${recall.toFixed(4)}  ndcg@20 ${ndcg.toFixed(4)}  ${users} users in ${time.toFixed(0)} s\n`,
  );
}
await runtime.close();

async function rankAll(name: string, ranking: FullRanking): Promise<void> {
  const filters: Readonly<Partial<Record<string, GraphFilter>>> = graphFilters;
  const filter = filters[name];
  const signals = name === 'ordered' ? split.ordered : train;
  const scorer = await FilterScores.open(runtime, train, filter ?? graphFilters.linear, basis);
  const dense = await DenseProducts.open(train.width);
  const rows = new Float32Array(block * train.width);
  const factored = new Float32Array(block * train.width);
  for (let first = 0; first < train.rows; first += block) {
    const count = Math.min(block, train.rows - first);
    await scorer.write(signals, first, count, rows);
    if (filter === undefined && factors !== undefined) {
      const width = factors.options.factors;
      const users = factors.rowFactors.subarray(first * width, (first + count) * width);
      await dense.multiplyTransposed(users, factors.itemFactors, width, factored.subarray(0, count * train.width));
    }
    for (let u = 0; u < count; u++) {
      const row = rows.subarray(u * train.width, (u + 1) * train.width);
      if (filter === undefined) addStandardised(row, factored.subarray(u * train.width, (u + 1) * train.width));
      ranking.add(first + u, row);
    }
  }
  await dense.close();
  await scorer.close();
}

/** row += weight · factored / its standard deviation */
function addStandardised(row: Float32Array, factored: Float32Array): void {
  let sum = 0;
  let squares = 0;
  for (const value of factored) {
    sum += value;
    squares += value * value;
  }
  const deviation = Math.sqrt(squares / row.length - (sum / row.length) ** 2);
  for (let i = 0; i < row.length; i++) row[i] += (alsWeight / deviation) * factored[i];
}
