import type { NamedRule } from '../results/index.js';
import { NOTHING, html, type Markup } from './markup.js';
import { percent, whole } from './number-format.js';
import { table } from './table.js';

/** The shop's association rules. */
export function rulesSection(rules: readonly NamedRule[]): Markup {
  if (rules.length === 0) return NOTHING;
  const rows = table(
    'bought',
    ({ antecedent }) => antecedent.join(' + '),
    [
      { head: 'also bought', cell: ({ consequent }) => consequent },
      { head: 'baskets', meaning: 'that hold all of them', cell: ({ count }) => whole(count) },
      { head: 'support', meaning: 'share of all baskets', cell: ({ support }) => percent(support) },
      {
        head: 'confidence',
        meaning: 'share of the baskets with the first',
        cell: ({ confidence }) => percent(confidence),
      },
      { head: 'lift', meaning: 'confidence over the share of all baskets', cell: ({ lift }) => lift.toFixed(1) },
      {
        head: 'conviction',
        meaning: 'how much more often the rule would fail if both were independent',
        cell: ({ conviction }) => (Number.isFinite(conviction) ? conviction.toFixed(2) : '∞'),
      },
    ],
    rules,
  );
  return html`<section>
    <h2>Association rules</h2>
    <p>Found by FP-growth in the training baskets, with a consequent of another category.</p>
    ${rows}
  </section>`;
}
