import { LRUCache } from 'lru-cache';
import type { UserModel } from '../../learning/sequence/index.js';
import type { History } from '../../shop/index.js';
import type { CandidateList, ScoreParts, SourceList } from '../../ranking/types.js';
import type { ProductCard, Snapshot } from './snapshot.js';

/** Parts of each kind that are kept: of 250 candidates, 10,000 lists are about 50 MB. */
const LISTS = 10_000;
const CATEGORY_LISTS = 1000;
const CARDS = 50_000;
const NUMBERS = 50_000;
const HISTORIES = 10_000;

/** A snapshot whose parts, once read, stay in memory while there is room. Snapshots never change, so nothing gets stale. */
export class KeptSnapshot implements Snapshot {
  readonly manifest: Snapshot['manifest'];
  readonly shared: Snapshot['shared'];
  private readonly keptNumbers = new Kept<string, number | undefined>(NUMBERS);
  private readonly keptLists = new Kept<number, CandidateList | undefined>(LISTS);
  private readonly keptCategoryLists = new Kept<number, CandidateList | undefined>(CATEGORY_LISTS);
  private readonly keptCards = new Kept<number, ProductCard>(CARDS);
  private readonly keptHistories = new Kept<string, History | undefined>(HISTORIES);
  private keptUserModel: Promise<UserModel | undefined> | undefined;
  private keptEmbeddings: Promise<Float32Array> | undefined;

  constructor(private readonly source: Snapshot) {
    this.manifest = source.manifest;
    this.shared = source.shared;
  }

  assertWhole(): Promise<void> {
    return this.source.assertWhole();
  }

  numbers(ids: readonly string[]): Promise<(number | undefined)[]> {
    return this.keptNumbers.all(ids, (missing) => this.source.numbers(missing));
  }

  lists(products: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.keptLists.all(products, (missing) => this.source.lists(missing));
  }

  categoryLists(categories: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.keptCategoryLists.all(categories, (missing) => this.source.categoryLists(missing));
  }

  coldProducts(products: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.source.coldProducts(products);
  }

  categoryColdProducts(categories: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.source.categoryColdProducts(categories);
  }

  parts(products: readonly number[]): Promise<(ScoreParts | undefined)[]> {
    return this.source.parts(products);
  }

  coldProductParts(products: readonly number[]): Promise<(ScoreParts | undefined)[]> {
    return this.source.coldProductParts(products);
  }

  sources(products: readonly number[]): Promise<(SourceList | undefined)[]> {
    return this.source.sources(products);
  }

  coldProductSources(products: readonly number[]): Promise<(SourceList | undefined)[]> {
    return this.source.coldProductSources(products);
  }

  cards(products: readonly number[]): Promise<ProductCard[]> {
    return this.keptCards.all(products, (missing) => this.source.cards(missing));
  }

  histories(users: readonly string[]): Promise<(History | undefined)[]> {
    return this.keptHistories.all(users, (missing) => this.source.histories(missing));
  }

  userModel(): Promise<UserModel | undefined> {
    this.keptUserModel ??= this.source.userModel().catch((error: unknown) => {
      this.keptUserModel = undefined;
      throw error;
    });
    return this.keptUserModel;
  }

  /** Read at the first question for them: 4 bytes × products × dimension. */
  embeddings(): Promise<Float32Array> {
    this.keptEmbeddings ??= this.source.embeddings().catch((error: unknown) => {
      this.keptEmbeddings = undefined;
      throw error;
    });
    return this.keptEmbeddings;
  }
}

/** What was read by key, the latest used of it. */
class Kept<Key extends string | number, Value> {
  private readonly values: LRUCache<Key, { readonly value: Value }>;

  constructor(max: number) {
    this.values = new LRUCache({ max });
  }

  /** The value of each key; those that are not at hand are read in one go. */
  async all(keys: readonly Key[], read: (missing: readonly Key[]) => Promise<Value[]>): Promise<Value[]> {
    const found = keys.map((key) => this.values.get(key));
    const missing = keys.filter((_, i) => found[i] === undefined);
    if (missing.length > 0) {
      const values = await read(missing);
      let next = 0;
      for (let i = 0; i < keys.length; i++) {
        if (found[i] !== undefined) continue;
        const entry = { value: values[next++] };
        found[i] = entry;
        this.values.set(keys[i], entry);
      }
    }
    return found.map((entry) => (entry as { readonly value: Value }).value);
  }
}
