import { liftByChance } from '../../cooccurrence/index.js';
import { tensorOf, type Tensor } from '../../onnx/index.js';
import type { TrainingData } from './training-data.js';

/** Categories of which tables of all pairs are held: two of 16 MB. */
const MOST_WHOLE = 2000;
/** Added to the logit of a product on the query's own category group: e to its power is 0. */
const BLOCKED = -1e9;

/** What the tables are made from. */
export type CategoryTableData = Pick<TrainingData, 'categories' | 'categoryGroups' | 'categoryOf' | 'lift'>;

/** Whether a shop has few enough categories for tables of all pairs, which stay the same in all steps. */
export function holdsWholeTables({ categories }: Pick<TrainingData, 'categories'>): boolean {
  return categories <= MOST_WHOLE;
}

/** Lift and block of all pairs, [candidate's category, query's]; the last row and column stand for "none". */
export function wholeTables(data: CategoryTableData): { readonly lift: Tensor; readonly blocked: Tensor } {
  const { categories } = data;
  const tables = new CategoryTables(data, categories + 1, categories + 1);
  const all = Int32Array.from({ length: categories }, (_, category) => category);
  tables.fill(all, all);
  return { lift: tables.lift, blocked: tables.blocked };
}

/** The same of some categories for some, by their places in two lists. */
export class CategoryTables {
  readonly lift: Tensor;
  readonly blocked: Tensor;
  private readonly lifts: Float32Array;
  private readonly blocks: Float32Array;
  /** [categories] where each stands among the candidates' while tables are filled, else -1. */
  private readonly placeOf: Int32Array;

  /**
   * @param height candidates' categories at most
   * @param width queries' categories at most
   */
  constructor(
    private readonly data: CategoryTableData,
    height: number,
    private readonly width: number,
  ) {
    this.lifts = new Float32Array(height * width);
    this.blocks = new Float32Array(height * width);
    this.lift = tensorOf(this.lifts, [height, width]);
    this.blocked = tensorOf(this.blocks, [height, width]);
    this.placeOf = new Int32Array(data.categories).fill(-1);
  }

  /** Fills both for these categories, none of which stands twice; -1 is none. */
  fill(candidates: Int32Array, queries: Int32Array): void {
    const groupOf = (category: number): number => (category < 0 ? -1 : this.data.categoryGroups[category]);
    const groups = queries.map(groupOf);
    candidates.forEach((b, place) => {
      const group = groupOf(b);
      const from = place * this.width;
      for (let column = 0; column < queries.length; column++) {
        const linked = group >= 0 && groups[column] >= 0;
        this.lifts[from + column] = linked ? liftByChance(this.data.lift, queries[column], b) : 0;
        this.blocks[from + column] = linked && groups[column] === group ? BLOCKED : 0;
      }
    });
    this.fillEvidence(candidates, queries);
  }

  /** Writes the lift of those that have evidence between them over what chance would give. */
  private fillEvidence(candidates: Int32Array, queries: Int32Array): void {
    const { offsets, columns, values } = this.data.lift.pairs;
    candidates.forEach((b, place) => {
      if (b >= 0) this.placeOf[b] = place;
    });
    queries.forEach((a, column) => {
      for (let e = a < 0 ? 0 : offsets[a]; a >= 0 && e < offsets[a + 1]; e++) {
        const place = this.placeOf[columns[e]];
        if (place >= 0) this.lifts[place * this.width + column] = values[e];
      }
    });
    for (const b of candidates) if (b >= 0) this.placeOf[b] = -1;
  }
}
