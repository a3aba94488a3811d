import { dot, line } from '@observablehq/plot';
import type { MethodResult } from '../results/index.js';
import type { Markup } from './markup.js';
import { quality, whole } from './number-format.js';
import { COLOUR, drawn, figure, legend, roomyDomain } from './plot.js';

/** NDCG by how often the query's product was bought, for up to four methods. */
export function popularityPlot(methods: readonly MethodResult[]): Markup {
  const bands = (methods.at(0)?.deciles ?? []).map(({ from, to }) =>
    from === to ? whole(from) : `${whole(from)}–${whole(to)}`,
  );
  const points = methods.flatMap(({ name, deciles }, m) =>
    deciles.map(({ value, queries }, i) => ({
      band: bands[i],
      value,
      name,
      colour: COLOUR.series[m],
      tip: `${name}: ${quality(value)} over ${whole(queries)} queries`,
    })),
  );
  return figure(
    'By popularity of what was bought',
    'Queries in tenths by the training purchases of their product, rare ones on the left; NDCG of each tenth.',
    legend(methods.map(({ name }) => name)),
    drawn('NDCG by popularity of the query', {
      height: 320,
      marginLeft: 52,
      marginBottom: 84,
      marginTop: 24,
      x: { type: 'point', domain: bands, label: 'purchases of the product', tickRotate: -40, labelOffset: 76 },
      y: { label: 'NDCG', domain: roomyDomain(points.map(({ value }) => value)), grid: true, ticks: 6 },
      marks: [
        line(points, { x: 'band', y: 'value', z: 'name', stroke: 'colour', strokeWidth: 2 }),
        dot(points, { x: 'band', y: 'value', fill: 'colour', r: 3.5, title: 'tip' }),
      ],
    }),
  );
}
