import type { GroupExposure } from '../metrics/index.js';
import type { MethodResult } from '../results/index.js';
import { NOTHING, type Markup } from './markup.js';
import { percent, quality } from './number-format.js';
import { COLOUR, figure, legend } from './plot.js';
import { rowPlot } from './row-plot.js';

/** NDCG by pair of categories, for up to four methods. */
export function categoryPairPlot(methods: readonly MethodResult[]): Markup {
  const [first] = methods;
  const names = methods.map(({ name }) => name);
  const rows = first.categoryPairs.map(({ source, target }, i) => ({
    label: `${source} → ${target}`,
    values: methods.map(({ categoryPairs }) => categoryPairs[i].ndcg),
  }));
  return figure(
    'By pair of categories',
    'The pairs with the most to find: NDCG where only products of the second category count.',
    legend(names),
    rowPlot('NDCG by pair of categories', rows, names, quality),
  );
}

/** Who is shown: shares of the places, of the purchases and of the candidates. */
export function exposurePlot(title: string, caption: string, groups: readonly GroupExposure[]): Markup {
  if (groups.length === 0) return NOTHING;
  const series = ['places on lists', 'purchases', 'products'];
  const colours = [COLOUR.engine, COLOUR.series[1], COLOUR.muted];
  const rows = groups.map(({ group, places, purchases, candidates }) => ({
    label: group,
    values: [places, purchases, candidates],
  }));
  return figure(
    title,
    caption,
    legend(series, colours),
    rowPlot(title, rows, series, percent, { colours, ticks: percent }),
  );
}
