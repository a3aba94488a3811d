import { CategoryLiftRows } from '../../cooccurrence/index.js';
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
  private readonly rows: CategoryLiftRows;

  /**
   * @param height candidates' categories at most
   * @param width queries' categories at most
   */
  constructor(
    private readonly data: CategoryTableData,
    height: number,
    private readonly width: number,
  ) {
    this.lift = tensorOf(new Float32Array(height * width), [height, width]);
    this.blocked = tensorOf(new Float32Array(height * width), [height, width]);
    this.rows = new CategoryLiftRows(data.lift);
  }

  /** Fills both for these categories; -1 is none. */
  fill(candidates: Int32Array, queries: Int32Array): void {
    const { categoryGroups } = this.data;
    const lift = this.lift.data as Float32Array;
    const blocked = this.blocked.data as Float32Array;
    queries.forEach((a, column) => {
      const row = a < 0 ? undefined : this.rows.of(a);
      for (let place = 0, at = column; place < candidates.length; place++, at += this.width) {
        const b = candidates[place];
        const linked = row !== undefined && b >= 0;
        lift[at] = linked ? row[b] : 0;
        blocked[at] = linked && categoryGroups[a] === categoryGroups[b] ? BLOCKED : 0;
      }
    });
  }
}
