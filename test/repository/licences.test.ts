import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../../src/core/index.js';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly license?: string; readonly dev?: boolean }>>;
}

/** Licences that let anyone use, change and ship, in open or closed work, where the notice is kept. */
const permissive = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
  '(MIT OR CC0-1.0)',
];

describe('the packages that the program runs on', () => {
  const { packages } = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as Lock;
  const production = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);

  it('have permissive licences', () => {
    expect(production.length).to.be.greaterThan(200);
    const others = production.filter(([, { license }]) => !permissive.includes(license ?? 'none'));
    expect(others.map(([path, { license }]) => `${path}: ${license ?? 'none'}`)).to.deep.equal([]);
  });
});
