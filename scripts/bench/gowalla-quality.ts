/**
 * Recall@20 and NDCG@20 on Gowalla's official split, all items ranked.
 *
 *   npm run bench -- gowalla DIR [--validation] [NAME…]   (DIR holds train.txt.gz and test.txt.gz)
 *
 * The training-free graph filters by name, `linear` with exponents that were chosen on train alone and the others with
 * their papers' settings; `mixed`, a linear filter and factors of implicit ALS, each standardised; and `ordered`, the same
 * where the later items of a user's line weigh more, which uses more than the sets that the papers use. The last two were
 * chosen with --validation, which splits the training part alone.
 */
import { FullRanking } from './gowalla/user-item.js';
import { FilterScores } from './gowalla/filter-scores.js';
import { graphFilters, type GraphFilter } from '../../src/learning/propagation/index.js';
import { OnnxRuntime } from '../../src/learning/onnx/index.js';
import { spectralBasis } from '../../src/learning/factorisation/index.js';
import { DenseProducts } from '../../src/learning/onnx/index.js';
import { fitAls, type SpectralBasis } from '../../src/learning/factorisation/index.js';
import { gowallaSplit } from './gowalla.js';
import { seconds } from './timing.js';

const alsOptions = { factors: 256, regularisation: 5, alpha: 10, iterations: 12 };
const alsWeight = 0.6;
/** d_j^-0.2 Σ_u d_u^-0.7 R_uj Σ_i R_ui d_i^-0.6 x_i, beside the low pass. */
const mixedFilter: GraphFilter = {
  ...graphFilters.linear,
  normalisation: { rows: 0.35, columns: 0.4 },
  degreeExponent: 0.2,
};
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
  const scorer = await FilterScores.open(runtime, train, filter ?? mixedFilter, basis);
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
