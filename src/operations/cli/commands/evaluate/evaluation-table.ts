import Table from 'cli-table3';
import type { Evaluation, MethodResult } from '../../../../evaluation/results/index.js';

const HEAD = [
  'method',
  'NDCG',
  '95 %',
  'debiased',
  'of late',
  'hit',
  'recall',
  'MRR',
  'tail',
  'coverage',
  'exposure',
  'first',
  'chance',
  'cold',
  'violating',
  'p',
];

/** The results as a table for a terminal, with a line on what was asked. */
export function evaluationTable(evaluation: Evaluation): string {
  const table = new Table({
    head: HEAD,
    style: { head: [], border: [], compact: true },
    colAligns: HEAD.map((_, column) => (column === 0 ? 'left' : 'right')),
  });
  for (const method of evaluation.methods) table.push(cells(method));
  return [described(evaluation), table.toString(), explained(evaluation), ...byPool(evaluation)].join('\n');
}

function described({ shop, protocol, part, queries, groups, candidates, newProducts, cutoff }: Evaluation): string {
  const [asked, of, among] = [queries, groups, candidates].map((count) => count.toLocaleString('en'));
  const extra = `${part === 'validation' ? ', validation' : ''}${newProducts ? ', new products' : ''}`;
  return `${shop}, ${protocol}${extra}: ${asked} queries in ${of} groups, ${among} candidates, lists of ${cutoff}`;
}

function explained({ reference, methods }: Evaluation): string {
  return methods.length < 2
    ? 'Intervals: 95 % bootstrap over whole groups.'
    : `Intervals: 95 % bootstrap over whole groups; p: of the difference to ${reference}, sign flips of whole groups.`;
}

/** With new products, the two kinds of queries apart. */
function byPool({ methods }: Evaluation): string[] {
  const pools = methods.flatMap(({ name, pools: of }) => (of === undefined ? [] : [{ name, ...of }]));
  if (pools.length === 0) return [];
  const table = new Table({
    head: ['method', 'NDCG from new products', 'NDCG of new products'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right'],
  });
  for (const { name, all, new: fresh } of pools) {
    table.push([name, `${all.ndcg.toFixed(4)} (${all.queries})`, `${fresh.ndcg.toFixed(4)} (${fresh.queries})`]);
  }
  return [table.toString()];
}

function cells({ name, metrics, intervals, cold, reference }: MethodResult): string[] {
  return [
    name,
    metrics.ndcg.toFixed(4),
    `${intervals.ndcg.low.toFixed(4)}–${intervals.ndcg.high.toFixed(4)}`,
    metrics.debiasedNdcg.toFixed(4),
    metrics.debiasedNdcgRecent.toFixed(4),
    metrics.hitRate.toFixed(3),
    metrics.recall.toFixed(4),
    metrics.reciprocalRank.toFixed(4),
    metrics.tailRecall.toFixed(4),
    metrics.coverage.toFixed(3),
    metrics.maxExposure.toFixed(2),
    metrics.maxFirst.toFixed(2),
    metrics.belowChance.toFixed(3),
    cold.queries === 0 ? '–' : cold.ndcg.toFixed(4),
    metrics.violations.toFixed(3),
    reference === undefined ? '' : reference.ndcg.p.toFixed(4),
  ];
}
