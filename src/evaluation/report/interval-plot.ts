import { dot, ruleY, text } from '@observablehq/plot';
import type { MethodResult } from '../results/index.js';
import type { Markup } from './markup.js';
import { quality } from './number-format.js';
import { COLOUR, drawn, figure, roomyDomain } from './plot.js';

const ROW = 22;

/** A metric of every method with its 95 % interval, best first. */
export function intervalPlot(
  title: string,
  caption: string,
  methods: readonly MethodResult[],
  metric: 'ndcg' | 'debiasedNdcg',
): Markup {
  const rows = methods
    .map(({ name, kind, metrics, intervals }) => ({
      name,
      value: metrics[metric],
      ...intervals[metric],
      colour: kind === 'peer' ? COLOUR.baseline : COLOUR.engine,
      tip: `${name}: ${quality(metrics[metric])} [${quality(intervals[metric].low)}, ${quality(intervals[metric].high)}]`,
    }))
    .sort((a, b) => b.value - a.value);
  const names = rows.map(({ name }) => name);
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  return figure(
    title,
    caption,
    drawn(title, {
      height: ROW * rows.length + 60,
      marginLeft: Math.min(190, 7 * longest + 14),
      marginRight: 54,
      marginTop: 10,
      marginBottom: 42,
      x: { label: null, domain: roomyDomain(rows.flatMap(({ low, high }) => [low, high])), grid: true, ticks: 4 },
      y: { label: null, domain: names, tickSize: 0 },
      marks: [
        ruleY(rows, { y: 'name', x1: 'low', x2: 'high', stroke: 'colour', strokeWidth: 2.5 }),
        dot(rows, { y: 'name', x: 'value', fill: 'colour', r: 4, title: 'tip' }),
        text(rows, {
          y: 'name',
          x: 'high',
          text: (row: { value: number }) => quality(row.value),
          dx: 8,
          textAnchor: 'start',
          fill: 'currentColor',
        }),
      ],
    }),
  );
}
