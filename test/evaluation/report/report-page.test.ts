import { expect } from 'chai';
import { parseHTML } from 'linkedom';
import { reportPage } from '../../../src/evaluation/report/index.js';
import { evaluated, shifted } from '../results/evaluation-example.js';

const rule = { count: 7, support: 0.01, confidence: 0.5, lift: 12, conviction: Infinity };
const page = reportPage(evaluated(), [{ antecedent: ['Tent', 'Mat'], consequent: 'Stove <2>', ...rule }]);

/** What a reader finds under a selector. */
function texts(html: string, selector: string): string[] {
  const { document } = parseHTML(html) as unknown as {
    document: { querySelectorAll: (of: string) => Iterable<{ textContent: string }> };
  };
  return Array.from(document.querySelectorAll(selector), ({ textContent }) => textContent.trim());
}

describe('the report', () => {
  it('needs nothing but itself: no script, no address, no style or picture from elsewhere', () => {
    expect(page).to.not.match(/<script|<link|<img|@import|url\(/);
    expect(page.replaceAll('http://www.w3.org/', '')).to.not.match(/https?:/);
  });

  it('shows names as they are, whatever they hold', () => {
    expect(page).to.not.include('<always>');
    expect(page).to.not.include('<mats>');
    expect(texts(page, 'h1')[0]).to.include('tents & <mats>');
    expect(texts(page, 'tbody th')).to.include('<always> right');
  });

  it('has a plot for everything that was measured', () => {
    expect(texts(page, 'figure h3')).to.include.members([
      'Accuracy against coverage',
      'NDCG, debiased',
      'By popularity of what was bought',
      'By pair of categories',
      'Calibration',
      'What balance trades',
    ]);
    expect(texts(page, 'figure svg').length).to.equal(texts(page, 'figure').length);
  });

  it('leaves out what was not measured', () => {
    const baselines = shifted('plain', 'peer', () => 0);
    const { products, length } = baselines.lists;
    const bare = reportPage(evaluated([{ ...baselines, lists: { products, length } }]));
    const headings = texts(bare, 'h2, h3');
    expect(headings).to.not.include.members(['Calibration']);
    expect(headings).to.not.include.members(['What balance trades']);
    expect(headings).to.not.include.members(['What each part adds']);
    expect(headings).to.not.include.members(['Association rules']);
  });

  it('marks the reference, and sets ablations beside it in a table of their own', () => {
    expect(texts(page, 'tr.marked th')).to.deep.equal(['<always> right', '<always> right']);
    expect(texts(page, 'tbody th').filter((name) => name === 'without its graph').length).to.equal(1);
  });

  it('states rules with what they are worth', () => {
    expect(page).to.include('Stove &lt;2&gt;');
    expect(texts(page, 'td')).to.include.members(['50.0 %', '12.0', '∞']);
  });

  it('is the same bytes for the same evaluation', () => {
    expect(reportPage(evaluated())).to.equal(reportPage(evaluated()));
  });
});
