import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Evaluation } from '../../../../../src/evaluation/results/index.js';
import { onlyJson, run, start } from '../../../../e2e/command-line.js';
import { temporaryFolder } from '../../../../shop/csv/temporary-folder.js';

/** Orders that hold a tent, and with it the mat and the lamp of the same number, over some months. */
function orders(): string[] {
  const lines = ['user_id,product_id,type,timestamp,order_id'];
  for (let order = 0; order < 240; order++) {
    const at = new Date(Date.UTC(2026, 0, 1 + Math.floor(order / 4))).toISOString();
    for (const kind of ['tent', 'mat', 'lamp'])
      lines.push(`u${order % 60},${kind}-${order % 6},purchase,${at},o${order}`);
  }
  return lines;
}

describe('evaluate', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const shop = (): string => join(folder(), 'shop');

  before(async () => {
    await mkdir(shop());
    const kinds = ['tent', 'mat', 'lamp'];
    const products = kinds.flatMap((kind) =>
      [0, 1, 2, 3, 4, 5].map((n) => `${kind}-${n},${kind},The ${kind} ${n},${n}`),
    );
    const relations = [0, 1, 2, 3, 4, 5].flatMap((n) => [
      `tent-${n},mat-${n},also_bought`,
      `tent-${n},lamp-0,also_viewed`,
    ]);
    const files = {
      'products.csv': ['product_id,category_id,title,price', ...products],
      'categories.csv': ['category_id,parent_id,name', ...kinds.map((kind) => `${kind},,${kind}s`)],
      'events.csv': orders(),
    };
    for (const [name, lines] of Object.entries(files)) await writeFile(join(shop(), name), `${lines.join('\n')}\n`);
    await writeFile(join(shop(), 'relations.csv.gz'), gzipSync(['src,dst,type', ...relations].join('\n')));
  });

  async function evaluate(...args: string[]): Promise<Evaluation> {
    const outcome = await run(['evaluate', shop(), '--json', ...args], process.env);
    expect(outcome.code, outcome.stderr).to.equal(0);
    return onlyJson(outcome) as unknown as Evaluation;
  }

  it('scores the engine and baselines, and writes a page and the lists', async () => {
    const page = join(folder(), 'report.html');
    const lists = join(folder(), 'lists');
    const { methods, protocol, reference, queries } = await evaluate(
      ...['--methods', 'alongside,co-count,popularity', '--report', page, '--lists', lists],
    );
    expect(protocol).to.equal('baskets');
    expect(queries).to.equal(72);
    expect(reference).to.equal('alongside');
    const named = (name: string) => methods.find((method) => method.name === name)!;
    expect(named('alongside').metrics).to.include({ ndcg: 1, violations: 0 });
    expect(named('co-count').metrics.ndcg).to.equal(1);
    expect(named('popularity').reference!.ndcg.p).to.be.lessThan(0.01);
    expect(await readFile(page, 'utf8')).to.include('Association rules');
    const first = (await readFile(join(lists, 'co-count.csv'), 'utf8')).split('\n').slice(0, 2);
    expect(first[0]).to.equal('query_id,rank,product_id');
    expect(first[1]).to.match(/^q0,1,(tent|mat|lamp)-\d$/);
    for (const name of ['queries', 'truth', 'catalogue', 'alongside', 'popularity']) {
      expect(existsSync(join(lists, `${name}.csv`)), name).to.equal(true);
    }
  });

  it('compares ways to answer customers, and leaves them out where no question has a history', async () => {
    const { methods } = await evaluate(
      ...[
        '--protocol',
        'last',
        '--methods',
        'alongside,alongside-history,alongside-customer,alongside-customer-by-age,recent-mean',
      ],
    );
    const names = methods.map(({ name }) => name).sort();
    // All that its customers do is buy, so that there is nothing to compare with lists by age alone.
    expect(names).to.deep.equal(['alongside', 'alongside-customer', 'alongside-history', 'recent-mean']);
    const customer = methods.find(({ name }) => name === 'alongside-customer');
    expect(customer?.config).to.include({ purchase: 1, cart: 0.75, favorite: 0.5, view: 0.25 });
    for (const { metrics } of methods) expect(metrics.violations).to.equal(0);
    const without = await evaluate('--protocol', 'relations', '--methods', 'users');
    expect(without.methods.map(({ name }) => name)).to.deep.equal(['alongside']);
  });

  it("asks for the shop's own relations, bought ones only, each in the test or in the validation part", async () => {
    const asked = await Promise.all(
      [[], ['--validation']].map((part) =>
        evaluate('--protocol', 'relations', '--methods', 'co-count', ...part).then(({ queries, truth }) => {
          expect(truth).to.equal(queries);
          return queries;
        }),
      ),
    );
    expect(asked[0] + asked[1]).to.equal(6);
  });

  it('prints a table for a person', async () => {
    const { stdout, code } = await run(['evaluate', shop(), '--methods', 'popularity'], process.env);
    expect(code).to.equal(0);
    expect(stdout).to.match(/shop, baskets: 72 queries in 24 groups/);
    expect(stdout).to.match(/popularity/);
  });

  it('exits with 2 for methods that do not exist, before any work', async () => {
    const { code, stderr } = await run(['evaluate', shop(), '--methods', 'gorse'], process.env);
    expect(code).to.equal(2);
    expect(stderr).to.match(/There are: alongside/);
  });

  it('stops when it is interrupted, and leaves nothing behind', async () => {
    const page = join(folder(), 'never.html');
    const command = start(['evaluate', shop(), '--methods', 'peers', '--report', page], process.env);
    let sent = false;
    command.process.stderr!.on('data', () => {
      if (command.said.stderr.includes('peers') && !sent) sent = command.process.kill('SIGINT');
    });
    // At once, by the signal: what computes hears nothing of it.
    expect(await command.outcome).to.include({ code: null, signal: 'SIGINT' });
    expect(existsSync(page)).to.equal(false);
  });
});
