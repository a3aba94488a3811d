import type { Evaluation, MethodKind, MethodResult, NamedRule } from '../results/index.js';
import type { Protocol } from '../splits/choices.js';
import { accuracyPlot } from './accuracy-plot.js';
import { calibrationPlot } from './calibration-plot.js';
import { balancePlot } from './balance-plot.js';
import { intervalPlot } from './interval-plot.js';
import { NOTHING, html, type Markup } from './markup.js';
import { methodsTable } from './methods-table.js';
import { percent, whole } from './number-format.js';
import { categoryPairPlot, exposurePlot } from './part-plots.js';
import { popularityPlot } from './popularity-plot.js';
import { rulesSection } from './rules-table.js';
import { STYLE } from './style.js';

const PROTOCOLS: Readonly<Record<Protocol, string>> = {
  baskets:
    'the newest tenth of the baskets (a random tenth where there are no times) is asked for, from each of its products',
  last: "each user's last event is asked for, from the one before it",
  days: 'what users put into the cart or bought on the last two days, and had never touched before, is asked for',
  relations: "the shop's own also-bought and bought-together lists are asked for; no method has seen them",
};

/** An evaluation as one HTML page that needs nothing else: no network, no script. */
export function reportPage(evaluation: Evaluation, rules: readonly NamedRule[] = []): string {
  const { shop, cutoff, methods } = evaluation;
  const main = ofKinds(methods, 'engine', 'user', 'peer');
  const title = `Lists for ${shop}: how good they are`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p>
            “Bought x, also consider y”, y of another category: ${PROTOCOLS[evaluation.protocol]}.
            ${scope(evaluation)}The first ${cutoff} places of each list count.
          </p>
          ${facts(evaluation)}
        </header>
        <main>
          <section>
            <h2>Methods</h2>
            ${methodsTable({ ...evaluation, methods: main }, 'method')}
          </section>
          <section>
            <h2>Where they stand</h2>
            <div class="plots">
              ${accuracyPlot(main)}
              ${intervalPlot('NDCG, all of the truth alike', 'With 95 % intervals over whole groups of queries.', main, 'ndcg')}
              ${intervalPlot('NDCG, debiased', 'Each true product weighs (purchases + 1)^-½; compare methods with it, not with NDCG.', main, 'debiasedNdcg')}
              ${parts(methods)}
            </div>
          </section>
          ${ablations(evaluation)} ${rulesSection(rules)}
        </main>
        <footer>
          Seed ${evaluation.seed}. Peers are tuned on a validation split of the training part and scored once on this
          one; differences are tested by sign flips of whole groups of queries.
        </footer>
      </body>
    </html> `.text;
}

function ofKinds(methods: readonly MethodResult[], ...kinds: readonly MethodKind[]): MethodResult[] {
  return methods.filter(({ kind }) => kinds.includes(kind));
}

function scope({ part, newProducts }: Evaluation): string {
  const tuning = part === 'validation' ? 'This is the validation split, for tuning. ' : '';
  return `${tuning}${newProducts ? 'A twentieth of the products had all their events taken away. ' : ''}`;
}

function facts(evaluation: Evaluation): Markup {
  const { queries, groups, candidates, coldQueries } = evaluation;
  const entries: readonly (readonly [string, string])[] = [
    [whole(queries), 'queries'],
    [whole(groups), 'groups of them'],
    [whole(evaluation.truth), 'products to find'],
    [whole(candidates), 'candidates'],
    [whole(evaluation.trainingEvents), 'training events'],
    [percent(coldQueries / queries), 'queries from rare products'],
  ];
  return html`<ul class="facts">
    ${entries.map(([value, name]) => html`<li><b>${value}</b>${name}</li>`)}
  </ul>`;
}

/** Plots that compare the engine, or the best method, with the best others, and those of it alone. */
function parts(methods: readonly MethodResult[]): readonly Markup[] {
  const main = ofKinds(methods, 'engine', 'peer');
  const first = main.find(({ kind }) => kind === 'engine') ?? main.at(0);
  if (first === undefined) return [NOTHING];
  const compared = [first, ...main.filter((method) => method !== first)].slice(0, 4);
  return [
    popularityPlot(compared),
    categoryPairPlot(compared),
    calibrationPlot(first),
    balancePlot(methods),
    exposurePlot('By price', `How ${first.name} treats price bands: fifths of the products by price.`, first.prices),
    exposurePlot('By brand', `The brands that ${first.name} shows most.`, first.brands),
  ];
}

function ablations(evaluation: Evaluation): Markup {
  const kept = ofKinds(evaluation.methods, 'engine', 'ablation');
  if (!kept.some(({ kind }) => kind === 'ablation')) return NOTHING;
  return html`<section>
    <h2>What each part adds</h2>
    <p>The engine with parts left out or changed.</p>
    ${methodsTable({ ...evaluation, methods: kept }, 'variant')}
  </section>`;
}
