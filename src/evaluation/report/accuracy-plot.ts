import { dot, text } from '@observablehq/plot';
import type { MethodResult } from '../results/index.js';
import { labelPlaces } from './label-places.js';
import type { Markup } from './markup.js';
import { COLOUR, PLOT_WIDTH, drawn, figure, roomyDomain } from './plot.js';
import { percent, quality } from './number-format.js';

const HEIGHT = 380;
const MARGIN = { left: 52, right: 16, top: 28, bottom: 42 } as const;

/** NDCG against coverage: up is accurate, right shows much of the catalogue. */
export function accuracyPlot(methods: readonly MethodResult[]): Markup {
  const shown = methods.filter(({ kind }) => kind === 'engine' || kind === 'user' || kind === 'peer');
  const [lowest, highest] = roomyDomain(shown.map(({ metrics }) => metrics.ndcg));
  const inner = { width: PLOT_WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const places = labelPlaces(
    shown.map(({ name, metrics }) => ({
      x: MARGIN.left + metrics.coverage * inner.width,
      y: MARGIN.top + ((highest - metrics.ndcg) / (highest - lowest)) * inner.height,
      label: name,
    })),
    PLOT_WIDTH,
  );
  const points = shown.map(({ name, kind, metrics: { coverage, ndcg } }, i) => ({
    name,
    coverage,
    ndcg,
    colour: kind === 'engine' ? COLOUR.engine : COLOUR.baseline,
    weight: kind === 'engine' ? 700 : 400,
    tip: `${name}: NDCG ${quality(ndcg)}, coverage ${percent(coverage)}`,
    place: places[i],
  }));
  const labels = points.flatMap((point) => (point.place === undefined ? [] : [{ ...point, place: point.place }]));
  return figure(
    'Accuracy against coverage',
    'Up: better lists. Right: more of the catalogue is shown. Points without room for a name say it when pointed at.',
    drawn('NDCG of each method against its coverage', {
      height: HEIGHT,
      marginLeft: MARGIN.left,
      marginRight: MARGIN.right,
      marginTop: MARGIN.top,
      marginBottom: MARGIN.bottom,
      x: { label: 'coverage', domain: [0, 1], grid: true, ticks: 5 },
      y: { label: 'NDCG', domain: [lowest, highest], grid: true, ticks: 6 },
      marks: [
        dot(points, { x: 'coverage', y: 'ndcg', fill: 'colour', r: 4.5, title: 'tip' }),
        ...labels.map((label) =>
          text([label], {
            x: 'coverage',
            y: 'ndcg',
            text: 'name',
            dx: label.place.dx,
            dy: label.place.dy,
            textAnchor: label.place.anchor,
            fill: label.colour,
            fontWeight: label.weight,
            fontSize: 12,
          }),
        ),
      ],
    }),
  );
}
