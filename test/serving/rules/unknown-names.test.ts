import { expect } from 'chai';
import { AlongsideError } from '../../../src/core/index.js';
import { findUnknownNames, ruleDocumentSchema, type RuleWarning } from '../../../src/serving/rules/index.js';
import { smallShop } from '../small-shop.js';

const live = { current: smallShop };
const told = (...rules: object[]): Promise<RuleWarning[]> =>
  findUnknownNames(ruleDocumentSchema.parse({ rules }).rules, live);

describe('names in rules that the shop does not have', () => {
  it('are told of questions and items, by kind', async () => {
    const rule = {
      id: 'a',
      action: 'block',
      for: { products: ['p0', 'nobody'], categories: ['c0'] },
      items: { categories: ['nowhere'], brands: ['b0', 'none', 'nothing'] },
    };
    expect(await told(rule)).to.deep.equal([
      { rule: 'a', names: ['nobody'], message: 'The shop has no product "nobody".' },
      { rule: 'a', names: ['nowhere'], message: 'The shop has no category "nowhere".' },
      { rule: 'a', names: ['none', 'nothing'], message: 'The shop has no brand "none", nor "nothing".' },
    ]);
    expect(await told({ id: 'a', action: 'pin', items: { products: ['p1', 'p0'] } })).to.deep.equal([]);
  });

  it('are told in part, and counted, where there are many', async () => {
    const products = Array.from({ length: 25 }, (_, i) => `x${i}`);
    const [{ names, message }] = await told({ id: 'a', action: 'pin', items: { products } });
    expect(names).to.have.length(10);
    expect(message).to.match(/ nor "x9", nor 15 more that it names\.$/);
    const rules = Array.from({ length: 130 }, (_, i) => ({
      id: `r${i}`,
      action: 'block',
      items: { brands: ['none'] },
    }));
    const warnings = await told(...rules);
    expect(warnings).to.have.length(101);
    expect(warnings.at(-1)).to.include({ rule: null, message: 'And 30 more name what the shop does not have.' });
  });

  it('are told beside pins that are of the category asked about', async () => {
    const pin = (asked: object, ...products: string[]): object => {
      return { id: 'a', action: 'pin', for: asked, items: { products } };
    };
    expect(await told(pin({ products: ['p2', 'p0'] }, 'p1', 'p3'))).to.deep.equal([
      {
        rule: 'a',
        names: ['p1'],
        message: 'Pinned where it is not shown, as a list has other categories: "p1" is of the same category as "p0".',
      },
    ]);
    const [{ message }] = await told(pin({ categories: ['c3'] }, 'p0', 'p3', 'p4'));
    expect(message).to.contain('"p3" is of the category "c3", "p4" is of the category "c3".');
    // Shown for some of what it is for, or for all but its own category; or unknown, which is told by itself.
    expect(await told(pin({ categories: ['c0'] }, 'p0'))).to.deep.equal([]);
    expect(await told({ id: 'a', action: 'pin', items: { products: ['p0'] } })).to.deep.equal([]);
    expect(await told(pin({ products: ['nobody'] }, 'nothing', 'p5'))).to.have.length(1);
  });

  it('cannot be told while no snapshot is live, and that is', async () => {
    const none = { current: () => Promise.reject(new AlongsideError('no-snapshot', 'There are no lists yet.')) };
    const [warning] = await findUnknownNames([], none);
    expect(warning.message).to.match(/^No snapshot is live/);
  });
});
