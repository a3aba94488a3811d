import { dot, ruleY, text } from '@observablehq/plot';
import type { Markup } from './markup.js';
import { COLOUR, drawn } from './plot.js';

/** One row of a plot: a label over it, and a value of each series. */
export interface PlotRow {
  readonly label: string;
  readonly values: readonly number[];
}

export interface RowPlotLook {
  /** One a series. */
  readonly colours: readonly string[];
  /** How the axis states a value; by itself if left out. */
  readonly ticks?: (value: number) => string;
}

const ROW = 40;

/** Rows of dots on a common axis, one colour a series; labels stand over their rows, so that long ones have room. */
export function rowPlot(
  description: string,
  rows: readonly PlotRow[],
  series: readonly string[],
  format: (value: number) => string,
  { colours, ticks }: RowPlotLook = { colours: COLOUR.series },
): Markup {
  const dots = rows.flatMap(({ label, values }, row) =>
    values.map((value, s) => ({ row, value, colour: colours[s], tip: `${label} · ${series[s]}: ${format(value)}` })),
  );
  const labels = rows.map(({ label }, row) => ({ row, label }));
  const most = dots.reduce((highest, { value }) => Math.max(highest, value), 0) || 1;
  return drawn(description, {
    height: ROW * rows.length + 52,
    marginLeft: 10,
    marginRight: 14,
    marginTop: 8,
    marginBottom: 40,
    x: {
      label: null,
      domain: [0, 1.03 * most],
      grid: true,
      ticks: 5,
      ...(ticks === undefined ? {} : { tickFormat: ticks }),
    },
    y: { type: 'point', domain: labels.map(({ row }) => row), axis: null },
    marks: [
      ruleY(labels, { y: 'row', stroke: 'currentColor', strokeOpacity: 0.25 }),
      dot(dots, { x: 'value', y: 'row', fill: 'colour', r: 4.5, title: 'tip' }),
      text(labels, {
        y: 'row',
        frameAnchor: 'left',
        text: 'label',
        dy: -14,
        textAnchor: 'start',
        fill: 'currentColor',
      }),
    ],
  });
}
