import type { CandidateList, ProductLists, ScoreParts } from '../../../../ranking/types.js';

/** Products as they may be shown now. */
export interface Shown {
  /** [products] own category, -1 for one that left the graph or has none. */
  readonly categoryOf: Int32Array;
  /** [products] 1 for those that are in the graph. */
  readonly present: Uint8Array;
  /** [categories] the category that stands for each in "another category". */
  readonly groups: Int32Array;
}

/** The lists of a product without candidates that left the graph or are of its own category by now. */
export function shownLists(lists: ProductLists, shown: Shown, signals: number): ProductLists {
  const { product, list, coldProducts, parts, coldProductParts } = lists;
  const own = shown.categoryOf[product];
  const kept = shownPlaces(list, shown, own);
  const cold = coldProducts && shownPlaces(coldProducts, shown, own);
  return {
    product,
    list: listAt(list, kept, shown),
    ...(coldProducts && cold && { coldProducts: listAt(coldProducts, cold, shown) }),
    ...(parts && { parts: partsAt(parts, kept, signals) }),
    ...(coldProductParts && cold && { coldProductParts: partsAt(coldProductParts, cold, signals) }),
  };
}

/** The list of a category, alike. */
export function shownCategoryList(list: CandidateList, shown: Shown, category: number): CandidateList {
  return listAt(list, shownPlaces(list, shown, category), shown);
}

function shownPlaces({ products }: CandidateList, { categoryOf, groups }: Shown, own: number): number[] {
  const group = own < 0 ? -1 : groups[own];
  return [...products.keys()].filter((place) => {
    const category = categoryOf[products[place]];
    return category >= 0 && groups[category] !== group;
  });
}

function listAt(list: CandidateList, places: readonly number[], { categoryOf, present }: Shown): CandidateList {
  const products = Int32Array.from(places, (place) => list.products[place]);
  const numbers = (column: Float32Array): Float32Array => Float32Array.from(places, (place) => column[place]);
  const counts = (column: Int32Array): Int32Array => Int32Array.from(places, (place) => column[place]);
  const people = (column: Uint8Array): Uint8Array => Uint8Array.from(places, (place) => column[place]);
  return {
    source: list.source,
    products,
    categories: products.map((product) => categoryOf[product]),
    scores: numbers(list.scores),
    zero: numbers(list.zero),
    one: numbers(list.one),
    probabilities: numbers(list.probabilities),
    together: counts(list.together),
    people: people(list.people),
    sessions: counts(list.sessions),
    sessionPeople: people(list.sessionPeople),
    through: counts(list.through).map((third) => (third >= 0 && present[third] === 0 ? -1 : third)),
  };
}

/** @param signals values of each candidate */
function partsAt({ values, normaliser }: ScoreParts, places: readonly number[], signals: number): ScoreParts {
  const kept = places.filter((place) => (place + 1) * signals <= values.length);
  const found = new Float32Array(kept.length * signals);
  kept.forEach((place, i) => {
    found.set(values.subarray(place * signals, (place + 1) * signals), i * signals);
  });
  return { values: found, normaliser };
}
