import { csrFromEdges, type Csr } from '../../../core/numerics/index.js';
import type { PriorContext, ProductVectors, RankedEvidence, SignalSources } from '../../candidates/index.js';
import { borrowEvidence, borrowVectors } from '../rank/cold-products.js';
import type { Rankable } from '../rank/ranking-work.js';
import type { OwnLabels } from './catalogue-now.js';
import type { Epoch } from './epoch.js';
import { longer, joined, withRows } from './longer-arrays.js';
import type { OwnEvidence } from './own-evidence.js';

/** What is known of the rows that ask, one entry a row in each. */
export interface OwnRows {
  /** Numbers of the rows' products, and how many products have a number. */
  readonly products: Int32Array;
  readonly known: number;
  readonly labels: OwnLabels;
  readonly evidence: OwnEvidence;
  /** [rows, dimension] */
  readonly embeddings: Float32Array;
  /** [rows, products] whom each that has no evidence borrows from, and whom each that came since is like. */
  readonly borrowed: Csr;
  readonly like: Csr;
}

/** The epoch's inputs with the rows after its products, to be ranked among these: rows are numbered from `known` on. */
export function askingInputs(epoch: Epoch, own: OwnRows): Rankable {
  const { inputs, dimension } = epoch;
  const { known, products, borrowed } = own;
  const neighbours = onlyOwn(own, borrowed);
  const sources = ownSources(epoch, own, neighbours);
  const context = ownContext(inputs.context, own);
  return {
    inputs: {
      ...inputs,
      evidence: ownRankedEvidence(inputs.evidence, own, neighbours),
      context,
      sources,
      ...(inputs.coldProducts === undefined
        ? {}
        : {
            coldProducts: {
              ...inputs.coldProducts,
              neighbours: withRows(inputs.coldProducts.neighbours, known, borrowed),
              logPopularity: longer(inputs.coldProducts.logPopularity, known, zeros(own)),
              logDemand: longer(inputs.coldProducts.logDemand, known, zeros(own)),
            },
          }),
      askingRows: {
        products: epoch.mass.length,
        standsFor: identity(known, products),
        toldAs: identity(
          known,
          products.map((x, row) => (x >= epoch.mass.length && own.evidence.mass[row] === 0 ? known + row : x)),
        ),
      },
    },
    embeddings: sources.affinity.values,
    dimension,
  };
}

function zeros({ products }: OwnRows): Float32Array {
  return new Float32Array(products.length);
}

function identity(known: number, own: Int32Array): Int32Array {
  const numbers = new Int32Array(known + own.length);
  for (let product = 0; product < known; product++) numbers[product] = product;
  numbers.set(own, known);
  return numbers;
}

/** A matrix of the own rows alone, all products before them having none. */
function onlyOwn({ known }: OwnRows, own: Csr): Csr {
  const none = {
    rows: 0,
    width: known,
    offsets: new Float64Array(1),
    columns: new Int32Array(),
    values: new Float32Array(),
  };
  return withRows(none, known, own);
}

function ownContext(context: PriorContext, own: OwnRows): PriorContext {
  const { known, labels } = own;
  return {
    ...context,
    logPopularity: longer(context.logPopularity, known, zeros(own)),
    logDemand: longer(context.logDemand, known, zeros(own)),
    eligible: longer(context.eligible, known, zeros(own)),
    categoryOf: longer(context.categoryOf, known, labels.categoryOf, -1),
    brandOf: longer(context.brandOf, known, labels.brandOf, -1),
  };
}

function ownRankedEvidence(before: RankedEvidence, own: OwnRows, neighbours: Csr): RankedEvidence {
  const { known, evidence } = own;
  const { pairs, counts, baskets } = evidence;
  const { uncut, ...rest } = before;
  const extended = {
    ...rest,
    pairs: withRows(before.pairs, known, pairs),
    together: joined(before.together, counts.together),
    people: joined(before.people, counts.people),
    sessions: joined(before.sessions, counts.sessions),
    sessionPeople: joined(before.sessionPeople, counts.sessionPeople),
    baskets: longer(before.baskets, known, baskets),
  };
  return { ...borrowEvidence(extended, neighbours), ...(uncut === undefined ? {} : { uncut }) };
}

function ownSources({ inputs, model, dimension }: Epoch, own: OwnRows, neighbours: Csr): SignalSources {
  const { affinity, factors, lowPass, direction, logRecent, ...others } = inputs.sources ?? {
    affinity: noVectors(dimension),
  };
  const like = onlyOwn(own, own.like);
  const before = (vectors: ProductVectors): ProductVectors => borrowVectors(withOwnRows(vectors, own), like, false);
  return {
    ...others,
    affinity: borrowVectors(longerVectors(affinity, own, own.embeddings), neighbours, model.network !== undefined),
    ...(factors && { factors: before(factors) }),
    ...(lowPass && { lowPass: { entering: before(lowPass.entering), leaving: before(lowPass.leaving) } }),
    ...(direction && { direction: withRows(direction, own.known, rowsOf(direction, own.products)) }),
    ...(logRecent && { logRecent: longer(logRecent, own.known, zeros(own)) }),
  };
}

/** The rows of some products, empty for those that the matrix does not have. */
function rowsOf({ rows, width, offsets, columns, values }: Csr, products: Int32Array): Csr {
  const sources: number[] = [];
  const kept: number[] = [];
  products.forEach((x, row) => {
    for (let e = x < rows ? offsets[x] : 0, end = x < rows ? offsets[x + 1] : 0; e < end; e++) {
      sources.push(row);
      kept.push(e);
    }
  });
  return csrFromEdges({
    rows: products.length,
    width,
    sources: Int32Array.from(sources),
    targets: Int32Array.from(kept, (e) => columns[e]),
    values: Float32Array.from(kept, (e) => values[e]),
  });
}

function noVectors(dimension: number): ProductVectors {
  return { dimension, values: new Float32Array() };
}

function longerVectors({ dimension, values }: ProductVectors, { known }: OwnRows, own: Float32Array): ProductVectors {
  return { dimension, values: longer(values, known * dimension, own) };
}

/** Vectors that are the epoch's, each row having that of its product. */
function withOwnRows(vectors: ProductVectors, own: OwnRows): ProductVectors {
  const { dimension, values } = vectors;
  const rows = new Float32Array(own.products.length * dimension);
  own.products.forEach((x, row) => {
    rows.set(values.subarray(x * dimension, (x + 1) * dimension), row * dimension);
  });
  return longerVectors(vectors, own, rows);
}
