import { CompiledRules, type RuleAnswer } from '../rules/index.js';
import type { RuleSource } from '../lists/index.js';
import type { Snapshot } from '../../storage/redis/index.js';

/** What the shop's rules, as they hold now, say to pairs of products. */
export class PairRules {
  private readonly answers = new Map<number, RuleAnswer | undefined>();

  private constructor(private readonly rules: CompiledRules) {}

  static async now(source: RuleSource, snapshot: Snapshot): Promise<PairRules> {
    return new PairRules(await CompiledRules.of((await source.inForce()).rules, snapshot));
  }

  /** Whether y is kept off the list of x. */
  block(x: number, y: number): boolean {
    return this.answerOf(x)?.admits(y) === false;
  }

  /** Ids of the rules that pin, bury or boost y on the list of x. */
  touching(x: number, y: number): string[] {
    return [...(this.answerOf(x)?.touching(y) ?? [])];
  }

  private answerOf(x: number): RuleAnswer | undefined {
    if (!this.answers.has(x)) this.answers.set(x, this.rules.answer([x]));
    return this.answers.get(x);
  }
}
