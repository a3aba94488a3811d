import { formBaskets, gatherEvidence, type Evidence } from '../../../learning/cooccurrence/index.js';
import { placeInRow, type Csr } from '../../../core/numerics/index.js';
import { keepEvents } from '../gather/few-bought.js';
import type { Epoch } from './epoch.js';
import type { TouchedShop } from './touched-shop.js';

/** What the events of some products say of them, a row each in their order. */
export interface OwnEvidence {
  /** [rows, products]: as the evidence's rows, the weakest pairs cut. */
  readonly cut: Csr;
  /** The same with all pairs, those that were cut weighing 0. */
  readonly pairs: Csr;
  /** Counts of `pairs`. */
  readonly counts: Pick<Evidence, 'together' | 'people' | 'sessions' | 'sessionPeople'>;
  /** [rows] the sum of each row before it was cut. */
  readonly mass: Float64Array;
  /** [rows] orders in which each was bought. */
  readonly baskets: Int32Array;
}

/** Gathers the rows from the products' own baskets, ages being reckoned from the epoch's clock. */
export function ownEvidence(epoch: Epoch, { products, known, interactions }: TouchedShop): OwnEvidence {
  const { evidence: options, baskets: weighing } = epoch.model.settings;
  const { rare } = epoch;
  const kept = rare === undefined ? interactions : keepEvents(interactions, (product) => rare[product] === 0);
  const ordered = kept.ordered && kept.unit !== 'order';
  const baskets = formBaskets({ ...kept, ordered }, known, weighing, epoch.clock);
  const asked = new Uint8Array(known);
  for (const product of products) asked[product] = 1;
  const whole = gatherEvidence(baskets, { ...options, keep: Math.max(1, known) }, asked);
  const wide = products.some((x) => whole.pairs.offsets[x + 1] - whole.pairs.offsets[x] > options.keep);
  const cut = wide ? gatherEvidence(baskets, options, asked) : whole;
  const told = options.leastPeople === undefined ? undefined : toldPairs(epoch);
  return {
    ...rowsOf(whole, cut, products, told),
    mass: Float64Array.from(products, (x) => whole.mass[x]),
    baskets: products.map((x) => whole.baskets[x]),
  };
}

/** Where pairs of a few people are left out, a pair that neither product's row had room for is told of nobody. */
function toldPairs({ inputs: { evidence } }: Epoch): (x: number, y: number) => boolean {
  const { rows, offsets, columns } = evidence.pairs;
  return (x, y) => y < rows && placeInRow(columns, x, offsets[y], offsets[y + 1]) >= 0;
}

function rowsOf(
  whole: Evidence,
  cut: Evidence,
  products: Int32Array,
  told: ((x: number, y: number) => boolean) | undefined,
): Pick<OwnEvidence, 'cut' | 'pairs' | 'counts'> {
  const entries: number[] = [];
  const weights: number[] = [];
  const offsets = new Float64Array(products.length + 1);
  products.forEach((x, row) => {
    let c = cut.pairs.offsets[x];
    for (let e = whole.pairs.offsets[x]; e < whole.pairs.offsets[x + 1]; e++) {
      const y = whole.pairs.columns[e];
      const isKept = c < cut.pairs.offsets[x + 1] && cut.pairs.columns[c] === y;
      if (isKept) c++;
      else if (told !== undefined && !told(x, y)) continue;
      entries.push(e);
      weights.push(isKept ? whole.pairs.values[e] : 0);
    }
    offsets[row + 1] = entries.length;
  });
  const places = Float64Array.from(entries);
  const { width } = whole.pairs;
  return {
    cut: rowsAt(cut.pairs, products),
    pairs: {
      rows: products.length,
      width,
      offsets,
      columns: Int32Array.from(places, (e) => whole.pairs.columns[e]),
      values: Float32Array.from(weights),
    },
    counts: {
      together: Int32Array.from(places, (e) => whole.together[e]),
      people: Uint8Array.from(places, (e) => whole.people[e]),
      sessions: Int32Array.from(places, (e) => whole.sessions[e]),
      sessionPeople: Uint8Array.from(places, (e) => whole.sessionPeople[e]),
    },
  };
}

/** Some rows of a matrix. */
export function rowsAt({ width, offsets, columns, values }: Csr, rows: Int32Array): Csr {
  const found = new Float64Array(rows.length + 1);
  rows.forEach((row, i) => (found[i + 1] = found[i] + offsets[row + 1] - offsets[row]));
  const made = {
    rows: rows.length,
    width,
    offsets: found,
    columns: new Int32Array(found[rows.length]),
    values: new Float32Array(found[rows.length]),
  };
  rows.forEach((row, i) => {
    made.columns.set(columns.subarray(offsets[row], offsets[row + 1]), found[i]);
    made.values.set(values.subarray(offsets[row], offsets[row + 1]), found[i]);
  });
  return made;
}
