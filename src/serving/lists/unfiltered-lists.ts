import { groupCategories } from '../../shop/index.js';
import { openPolicy, type CategoryPolicy, type ComposedItem } from '../../ranking/lists/index.js';
import type { CompiledRules } from '../rules/index.js';
import type { CandidateList } from '../../ranking/types.js';
import type { Snapshot } from '../../storage/redis/index.js';
import { composeQuestion } from './compose-question.js';
import type { NumberedQuestion } from './question.js';

/** What the API answers to questions without filters, by number: other categories, as the shop's rules have it. */
export class UnfilteredLists {
  private readonly policy: CategoryPolicy;

  /** @param balance of all lists; left out: as the rules have it, else as the model made them */
  constructor(
    private readonly snapshot: Snapshot,
    private readonly limit: number,
    private readonly rules: CompiledRules,
    private readonly balance?: number,
  ) {
    this.policy = openPolicy(groupCategories(snapshot.shared.categories, snapshot.manifest.level));
  }

  /** @param own the ready-made lists of the question's `weighed` products, in their order */
  compose(question: NumberedQuestion, own: readonly (CandidateList | undefined)[]): Promise<ComposedItem[]> {
    const asked = [...question.weighed, ...question.basket].map(({ product }) => product);
    const rules = this.rules.answer(asked);
    return composeQuestion(this.snapshot, question, own, {
      policy: this.policy,
      admits: rules?.admits,
      wishes: rules?.wishes,
      balance: this.balance ?? rules?.balance,
      limit: this.limit,
    });
  }
}
