import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { catalogueValues, judge, meanOf, queryValues, type Truth } from '../../../src/evaluation/metrics/index.js';
import type { Query } from '../../../src/evaluation/splits/index.js';
import { packageRoot } from '../../../src/core/index.js';
import { NO_HISTORY } from '../../../src/shop/index.js';

const folder = join(packageRoot, 'test', 'evaluation', 'agreement');

function rows(name: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(join(folder, `${name}.csv`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(head.map((column, i) => [column, line[i]])));
}

function byQuery(name: string): Map<string, Record<string, string>[]> {
  const found = new Map<string, Record<string, string>[]>();
  for (const row of rows(name)) found.set(row.query_id, [...(found.get(row.query_id) ?? []), row]);
  return found;
}

/** Lists of another implementation's test set: long and short ones, violations of every kind, new products. */
function example(): { truth: Truth; products: Int32Array; length: number; cold: Uint8Array } {
  const catalogue = rows('catalogue').sort((a, b) => (a.product_id < b.product_id ? -1 : 1));
  const number = new Map(catalogue.map(({ product_id }, i) => [product_id, i]));
  const lines = [...new Set(catalogue.map(({ category }) => category))];
  const wanted = byQuery('truth');
  const shown = byQuery('lists');
  const groups: string[] = [];
  const asked = rows('queries');
  const length = 15;
  const products = new Int32Array(asked.length * length).fill(-1);
  const queries = asked.map((row, q): Query => {
    for (const { rank, product_id } of shown.get(row.query_id) ?? []) {
      products[q * length + Number(rank) - 1] = number.get(product_id)!;
    }
    if (!groups.includes(row.group)) groups.push(row.group);
    return {
      product: number.get(row.product_id)!,
      user: -1,
      history: NO_HISTORY,
      group: groups.indexOf(row.group),
      truth: wanted.get(row.query_id)!.map(({ product_id }) => number.get(product_id)!),
      pool: row.pool === 'new' ? 'new' : 'all',
    };
  });
  return {
    truth: {
      queries,
      groups: groups.length,
      categoryGroupOf: Int32Array.from(catalogue, ({ category }) => lines.indexOf(category)),
      counts: Int32Array.from(catalogue, ({ count }) => Number(count)),
      recentCounts: Float64Array.from(catalogue, ({ recent }) => Number(recent)),
      candidates: Uint8Array.from(catalogue, ({ candidate }) => Number(candidate)),
      isNew: Uint8Array.from(catalogue, (row) => Number(row.new)),
    },
    products,
    length,
    cold: Uint8Array.from(asked, (row) => Number(row.cold)),
  };
}

describe("agreement with another implementation's numbers", () => {
  const { truth, products, length, cold } = example();
  const judgement = judge(truth, { length, products }, 10);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<
    string,
    Record<string, number>
  >;
  const parts: readonly (readonly [string, Uint8Array])[] = [
    ['all', new Uint8Array(cold.length).fill(1)],
    ['cold x (<= 3 train purchases)', cold],
    ['pool all', Uint8Array.from(truth.queries, ({ pool }) => (pool === 'all' ? 1 : 0))],
    ['pool new', Uint8Array.from(truth.queries, ({ pool }) => (pool === 'new' ? 1 : 0))],
  ];
  const values = queryValues(judgement);

  for (const [part, chosen] of parts) {
    it(`holds to 1e-9 for: ${part}`, () => {
      const ours = {
        'ndcg@10': values.ndcg,
        'hit@10': values.hitRate,
        ndcg_ips: values.debiasedNdcg,
        ndcg_ips_recent: values.debiasedNdcgRecent,
        'tail_recall@10': values.tailRecall,
        'recall@10': values.recall,
        'mrr@10': values.reciprocalRank,
        violating: values.violations,
        diversity: values.categoryDiversity,
        popularity_pct: values.popularityPercentile,
        mean_length: values.filledPlaces,
      };
      for (const [name, metric] of Object.entries(ours)) {
        expect(meanOf(metric, chosen), name).to.be.closeTo(expected[part][name], 1e-9);
      }
      expect(chosen.reduce((sum, each) => sum + each, 0)).to.equal(expected[part].queries);
    });
  }

  it('holds for the coverage of all lists', () => {
    expect(catalogueValues(judgement).coverage).to.be.closeTo(expected.all['coverage@10'], 1e-9);
  });
});
