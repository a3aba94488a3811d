import { expect } from 'chai';
import { engineSettings, networkSettings } from '../../src/ranking/pipeline/index.js';
import { page } from './pages.js';

describe('the page on how it works', () => {
  it('gives the numbers that the engine computes with', () => {
    const choice = { layer: 'lightgcn', seed: 1 } as const;
    const settings = { ...engineSettings(choice), network: networkSettings(choice) };
    const rows = [...page('docs/how-it-works.md').markdown.matchAll(/^\| `([\w.]+)` +\| ([\d., ]+?) +\|/gm)];
    expect(rows).to.have.length.greaterThan(20);
    for (const [, path, value] of rows) expect(value, path).to.equal(numbersAt(settings, path.split('.')));
  });
});

function numbersAt(settings: unknown, path: readonly string[]): string {
  const found = path.reduce((at, name) => (at as Readonly<Record<string, unknown>>)[name], settings);
  return [found].flat().map(String).join(', ');
}
