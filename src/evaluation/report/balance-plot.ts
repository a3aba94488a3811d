import { dot, line, text } from '@observablehq/plot';
import type { MethodResult } from '../results/index.js';
import { NOTHING, type Markup } from './markup.js';
import { quality } from './number-format.js';
import { COLOUR, drawn, figure } from './plot.js';

/** What less popular lists cost and gain: NDCG against debiased NDCG along the balances, with and without bounded exposure. */
export function balancePlot(methods: readonly MethodResult[]): Markup {
  const steps = methods
    .flatMap(({ name, kind, config, metrics }) =>
      kind === 'balance' && typeof config.balance === 'number'
        ? [{ name, balance: config.balance, bounded: 'maxExposure' in config, ...metrics }]
        : [],
    )
    .sort((a, b) => a.balance - b.balance)
    .map(({ name, balance, bounded, ndcg, debiasedNdcg }) => ({
      ndcg,
      debiased: debiasedNdcg,
      bounded,
      label: String(balance),
      tip: `${name}: NDCG ${quality(ndcg)}, debiased ${quality(debiasedNdcg)}`,
    }));
  if (steps.length === 0) return NOTHING;
  return figure(
    'What balance trades',
    'Each point is a balance: 0 is what buyers also take, 1 what belongs to the product alone; in the second colour ' +
      'where exposure is bounded. Right: better where popular products count as much as they sell. Up: better where rare ones count more.',
    drawn('NDCG against debiased NDCG by balance', {
      height: 340,
      marginLeft: 60,
      marginBottom: 42,
      marginTop: 28,
      marginRight: 30,
      inset: 14,
      x: { label: 'NDCG', grid: true, ticks: 5, nice: true },
      y: { label: 'debiased NDCG', grid: true, ticks: 6, nice: true },
      marks: [false, true].flatMap((bounded) => {
        const points = steps.filter((step) => step.bounded === bounded);
        const colour = COLOUR.series[bounded ? 1 : 0];
        return [
          line(points, { x: 'ndcg', y: 'debiased', stroke: colour, strokeOpacity: 0.5 }),
          dot(points, { x: 'ndcg', y: 'debiased', fill: colour, r: 4.5, title: 'tip' }),
          text(points, { x: 'ndcg', y: 'debiased', text: 'label', dy: -12, fill: 'currentColor' }),
        ];
      }),
    }),
  );
}
