import { dot, line, text } from '@observablehq/plot';
import type { MethodResult } from '../results/index.js';
import { NOTHING, type Markup } from './markup.js';
import { quality } from './number-format.js';
import { COLOUR, drawn, figure } from './plot.js';

/** What less popular lists cost and gain: NDCG against debiased NDCG along the strengths of the debiasing. */
export function debiasPlot(methods: readonly MethodResult[]): Markup {
  const steps = methods
    .flatMap(({ kind, config, metrics }) =>
      kind === 'debias' && typeof config.debias === 'number' ? [{ strength: config.debias, ...metrics }] : [],
    )
    .sort((a, b) => a.strength - b.strength)
    .map((step) => ({
      ndcg: step.ndcg,
      debiased: step.debiasedNdcg,
      label: String(step.strength),
      tip: `--debias ${step.strength}: NDCG ${quality(step.ndcg)}, debiased ${quality(step.debiasedNdcg)}`,
    }));
  if (steps.length === 0) return NOTHING;
  return figure(
    'What debiasing trades',
    'Each point is a strength of --debias. Right: better where popular products count as much as they sell. ' +
      'Up: better where rare ones count more.',
    drawn('NDCG against debiased NDCG by strength of debiasing', {
      height: 340,
      marginLeft: 60,
      marginBottom: 42,
      marginTop: 28,
      marginRight: 30,
      inset: 14,
      x: { label: 'NDCG', grid: true, ticks: 5, nice: true },
      y: { label: 'debiased NDCG', grid: true, ticks: 6, nice: true },
      marks: [
        line(steps, { x: 'ndcg', y: 'debiased', stroke: COLOUR.engine, strokeOpacity: 0.5 }),
        dot(steps, { x: 'ndcg', y: 'debiased', fill: COLOUR.engine, r: 4.5, title: 'tip' }),
        text(steps, { x: 'ndcg', y: 'debiased', text: 'label', dy: -12, fill: 'currentColor' }),
      ],
    }),
  );
}
