import { dot, line } from '@observablehq/plot';
import type { MethodResult } from '../results/index.js';
import { NOTHING, type Markup } from './markup.js';
import { percent, whole } from './number-format.js';
import { COLOUR, drawn, figure } from './plot.js';

/** Predicted against observed co-purchase probability; nothing where the method states none. */
export function calibrationPlot({ name, calibration }: MethodResult): Markup {
  if (calibration === undefined) return NOTHING;
  const { bins, mae, mse } = calibration;
  const most = bins.reduce((highest, { predicted, observed }) => Math.max(highest, predicted, observed), 0);
  const points = bins.map(({ predicted, observed, count }) => ({
    predicted,
    observed,
    tip: `stated ${percent(predicted)}, observed ${percent(observed)} in ${whole(count)}`,
  }));
  const axis = { type: 'sqrt', domain: [0, 1.05 * most], grid: true, ticks: 5, tickFormat: percent } as const;
  return figure(
    'Calibration',
    `The chance that a product bought along is this one, as ${name} states it and as it was; tenths of all places. ` +
      `On the line: stated as it is. Mean absolute error ${percent(mae)}, mean squared error ${mse.toExponential(2)}.`,
    drawn('Predicted against observed probability', {
      height: 380,
      marginLeft: 64,
      marginBottom: 44,
      marginTop: 28,
      x: { label: 'stated', ...axis },
      y: { label: 'observed', ...axis },
      marks: [
        line(
          [
            [0, 0],
            [1.05 * most, 1.05 * most],
          ],
          { stroke: COLOUR.muted, strokeDasharray: '4 4' },
        ),
        line(points, { x: 'predicted', y: 'observed', stroke: COLOUR.engine, strokeOpacity: 0.5 }),
        dot(points, { x: 'predicted', y: 'observed', fill: COLOUR.engine, r: 4.5, title: 'tip' }),
      ],
    }),
  );
}
