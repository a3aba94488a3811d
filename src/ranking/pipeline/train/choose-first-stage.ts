import { FEWEST, foldOf, isBetter, shippedRanking, type HeldOutQuery } from '../../fitting/index.js';
import type { RankingInputs } from '../../candidates/index.js';
import { ProductRanker } from '../../reranking/index.js';
import type { RankingModel } from '../../types.js';
import { PLACES, firstTenNdcg } from './ndcg.js';
import { readOdds } from './read-odds.js';
import type { Rankable } from '../rank/ranking-work.js';

/** Multiples of the shipped strength of the prior that are tried. */
const STRENGTHS = [1, 2, 6, 20];

/** A first stage, and what it is called. */
export interface NamedRanking {
  readonly name: 'counting' | 'shipped' | 'fitted';
  readonly ranking: RankingModel;
}

/**
 * Chooses the first stage: the shipped prior with its network, unless one fitted to the shop, or plain counting shrunk to what
 * sells, answers questions that it was not fitted to better by more than chance; of few baskets plain counting. Each is given
 * the strength that is best, the shipped one unless another is clearly better.
 *
 * @param fitTo fits a prior to some of the questions
 */
export async function chooseFirstStage(
  shop: Rankable,
  queries: readonly HeldOutQuery[],
  fitTo: (queries: readonly HeldOutQuery[]) => RankingModel,
): Promise<NamedRanking> {
  const judge = new FirstStageJudge(shop, queries);
  const products = shop.inputs.context.eligible.length;
  const strongest = async (name: NamedRanking['name'], shippedAs: RankingModel): Promise<Judged> => {
    const tried: Judged[] = [];
    for (const strength of STRENGTHS) {
      const ranking = { ...shippedAs, kappa: strength * shippedAs.kappa };
      tried.push({ name, ranking, ndcg: await judge.of([ranking, ranking]) });
    }
    return tried.reduce((best, each) => (judge.prefers(each.ndcg, best.ndcg) ? each : best));
  };
  const { shipped, counting } = shippedRanking(products);
  // A network that saw so few baskets says what the last odd day said.
  if (new Set(queries.map(({ basket }) => basket)).size < FEWEST) return { name: 'counting', ranking: counting };
  let best = await strongest('shipped', shipped);
  const challenge = (challenger: Judged): void => {
    if (judge.prefers(challenger.ndcg, best.ndcg)) best = challenger;
  };
  const fittedWithout = (fold: 0 | 1): RankingModel => fitTo(queries.filter((query) => foldOf(query) !== fold));
  challenge({
    name: 'fitted',
    ranking: fitTo(queries),
    ndcg: await judge.of([fittedWithout(0), fittedWithout(1)]),
  });
  challenge(await strongest('counting', counting));
  return { name: best.name, ranking: best.ranking };
}

interface Judged extends NamedRanking {
  /** [questions] */
  readonly ndcg: Float64Array;
}

class FirstStageJudge {
  constructor(
    private readonly shop: Rankable,
    private readonly queries: readonly HeldOutQuery[],
  ) {}

  /** NDCG of each question by the ranking of its fold. */
  async of(rankings: readonly [RankingModel, RankingModel]): Promise<Float64Array> {
    const ndcg = new Float64Array(this.queries.length);
    for (const ranking of new Set(rankings)) {
      const asked = [...this.queries.keys()].filter((q) => rankings[foldOf(this.queries[q])] === ranking);
      const lists = await firstTens(
        { ...this.shop, inputs: { ...this.shop.inputs, model: ranking } },
        new Set(asked.map((q) => this.queries[q].product)),
      );
      for (const q of asked) {
        const { product, truth } = this.queries[q];
        ndcg[q] = firstTenNdcg(lists.get(product) ?? new Int32Array(), truth);
      }
    }
    return ndcg;
  }

  /** Whether one answers better than the other in each half of the questions. */
  prefers(challenger: Float64Array, standing: Float64Array): boolean {
    const halves = [0, 1].map((half) => [...this.queries.keys()].filter((q) => foldOf(this.queries[q]) === half));
    return isBetter(
      halves.map((half) => ({
        queries: half.map((q) => this.queries[q]),
        challenger: Float64Array.from(half, (q) => challenger[q]),
        standing: Float64Array.from(half, (q) => standing[q]),
      })),
    );
  }
}

/** The first ten products of each list by the first stage alone. */
async function firstTens(shop: Rankable, products: ReadonlySet<number>): Promise<Map<number, Int32Array>> {
  const ranker = new ProductRanker(firstStageOf(shop.inputs));
  const lists = new Map<number, Int32Array>();
  await readOdds(shop, ranker.affinityWeight, Int32Array.from(products).sort(), (product, odds) => {
    lists.set(product, ranker.rankByOdds(product, odds).products.slice(0, PLACES));
  });
  return lists;
}

/** Inputs of the first stage alone, which need few candidates. */
function firstStageOf(whole: RankingInputs): RankingInputs {
  const inputs: { -readonly [Name in keyof RankingInputs]: RankingInputs[Name] } = {
    ...whole,
    candidates: 5 * PLACES,
  };
  delete inputs.sources;
  return inputs;
}
