import { entryCount, unitRows, type Csr } from '../../../core/numerics/index.js';
import {
  basketWeightSums,
  pairDirections,
  type Evidence,
  type EvidenceOptions,
} from '../../../learning/cooccurrence/index.js';
import { DAY, type ReportProgress } from '../../../core/index.js';
import { spectralBasis } from '../../../learning/factorisation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import { weighs } from '../../reranking/index.js';
import type { ProductVectors, SignalSources } from '../../candidates/index.js';
import type { SecondStage } from '../../types.js';
import { fitAls, fitGfCf, type AlsOptions, type SpectralBasis } from '../../../learning/factorisation/index.js';
import { basketIncidence } from '../gather/basket-incidence.js';
import type { ShopBaskets } from '../gather/gather-shop.js';
import type { ItemNetwork } from '../embed/item-network.js';
import type { SignalSettings } from '../settings.js';

/** Baskets with their times, and how the evidence weighs them. */
type DatedBaskets = Pick<ShopBaskets, 'baskets' | 'basketTime'> & {
  readonly options: { readonly evidence: EvidenceOptions };
};

/**
 * Everything that the second stage reads of a shop: the network's vectors, a matrix factorisation and a low-pass filter of its
 * baskets, what follows what, and what sells now.
 *
 * `stage`: of whose signals the costly ones are left out that have no say; without it, none is.
 */
export async function signalSources(
  runtime: OnnxRuntime,
  { baskets, basketTime, options, evidence }: DatedBaskets & { readonly evidence: Pick<Evidence, 'pairs'> },
  network: ItemNetwork,
  { signals: settings, stage }: { readonly signals: SignalSettings; readonly stage?: SecondStage | undefined },
  progress: ReportProgress,
): Promise<SignalSources> {
  const wants = (signal: 'factors' | 'smooth' | 'direction'): boolean => stage === undefined || weighs(stage, signal);
  const affinity = { dimension: network.dimension, values: network.embeddings };
  const logRecent = recentPopularity({ baskets, basketTime, options }, settings.recentHalfLifeDays);
  const rows = basketIncidence(baskets);
  if (entryCount(rows) === 0) return { affinity };
  const step = (done: number): void => {
    progress({ step: 'factorising the baskets', done, total: 2, unit: 'parts' });
  };
  step(0);
  const factors = wants('factors') ? factorVectors(rows, settings.factorisation) : undefined;
  step(1);
  const lowPass = wants('smooth') ? await lowPassVectors(runtime, rows, settings, network.basis) : undefined;
  step(2);
  const direction = wants('direction') ? pairDirections(baskets, options.evidence, evidence.pairs) : undefined;
  return {
    affinity,
    ...(factors === undefined ? {} : { factors }),
    ...(lowPass === undefined ? {} : { lowPass }),
    ...(direction === undefined ? {} : { direction }),
    ...(logRecent === undefined ? {} : { logRecent }),
  };
}

function factorVectors(rows: Csr, options: AlsOptions): ProductVectors {
  const { itemFactors } = fitAls(rows, options);
  const dimension = options.factors;
  return { dimension, values: unitRows(itemFactors, dimension) };
}

/** @param known the leading eigenvectors of the rows, for a caller who has them already */
async function lowPassVectors(
  runtime: OnnxRuntime,
  rows: Csr,
  { lowPassRank, factorisation }: SignalSettings,
  known: SpectralBasis | undefined,
): Promise<NonNullable<SignalSources['lowPass']>> {
  const basis = known ?? (await spectralBasis(runtime, rows, { rank: lowPassRank, seed: factorisation.seed }));
  const { entering, leaving, rank } = fitGfCf(rows, basis, { alpha: 1, beta: 0 });
  return { entering: { dimension: rank, values: entering }, leaving: { dimension: rank, values: leaving } };
}

/**
 * log(1 + baskets that hold each product, halved every so many days before the newest, a person's counting little more than one);
 * undefined where there are no times.
 */
function recentPopularity(
  { baskets: { contents, people, ageWeight }, basketTime, options }: DatedBaskets,
  halfLifeDays: number,
): Float32Array | undefined {
  let newest = -Infinity;
  basketTime.forEach((time, b) => {
    if (ageWeight[b] > 0 && time > newest) newest = time;
  });
  if (newest === -Infinity) return undefined;
  const recency = basketTime.map((time, b) =>
    ageWeight[b] === 0 || Number.isNaN(time) ? 0 : 2 ** (-(newest - time) / DAY / halfLifeDays),
  );
  const values = new Float32Array(contents.values.length).fill(1);
  const sums = basketWeightSums(
    { contents: { ...contents, values }, people, ageWeight: recency },
    options.evidence.repeat,
  );
  return Float32Array.from(sums, (sum) => Math.log1p(sum));
}
