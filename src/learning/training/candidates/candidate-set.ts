/** The products that a step's softmax runs over. */
export interface CandidateSet {
  /** Distinct products. */
  readonly products: Int32Array;
  /** Added to each logit: −log of the probability with which the product is among them. */
  readonly corrections: Float32Array;
  /** [products of the shop]: the place of each in `products`, or the number of candidates where it is none. */
  readonly places: Int32Array;
}

/** Chooses a step's candidates: its targets and a sample of the other eligible products. */
export interface CandidateSampler {
  /** Candidates of a step. */
  readonly size: number;
  /** Whether a step's candidates differ from another's. */
  readonly samples: boolean;
  /**
   * Depends on nothing but its arguments.
   *
   * @param step from 0
   * @returns valid until the next call
   */
  readonly draw: (step: number, targets: Int32Array) => CandidateSet;
}

/** Room for a step's candidates, which are taken one by one. */
export class CandidatePlaces implements CandidateSet {
  readonly products: Int32Array;
  readonly corrections: Float32Array;
  readonly places: Int32Array;
  private taken = 0;

  /** @param products of the shop */
  constructor(size: number, products: number) {
    this.products = new Int32Array(size);
    this.corrections = new Float32Array(size);
    this.places = new Int32Array(products).fill(size);
  }

  /** Places that are left. */
  get room(): number {
    return this.products.length - this.taken;
  }

  clear(): void {
    for (let place = 0; place < this.taken; place++) this.places[this.products[place]] = this.products.length;
    this.taken = 0;
  }

  has(product: number): boolean {
    return this.places[product] < this.products.length;
  }

  take(product: number, correction: number): void {
    this.places[product] = this.taken;
    this.products[this.taken] = product;
    this.corrections[this.taken++] = correction;
  }
}

/** The products that are eligible, ascending. */
export function eligibleProducts(eligible: Uint8Array): Int32Array {
  return Int32Array.from(eligible.keys()).filter((product) => eligible[product] === 1);
}
