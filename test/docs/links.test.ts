import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect } from 'chai';
import type { Tokens } from 'marked';
import { packageRoot } from '../../src/core/index.js';
import { anchorsOf, codeOf, page, pages, type Page } from './pages.js';

describe('the pages of the documentation', () => {
  it('lead to pages, files and headings that are there', () => {
    for (const each of pages) {
      for (const href of linksOf(each)) {
        const [path, anchor] = href.split('#') as [string, string?];
        const target = path === '' ? each.path : posix.join(posix.dirname(each.path), path);
        expect(existsSync(join(packageRoot, target)), `${href} in ${each.path}`).to.equal(true);
        if (anchor !== undefined) expect([...anchorsOf(page(target))], `${href} in ${each.path}`).to.include(anchor);
      }
    }
  });

  it('name files and folders that are there', () => {
    for (const each of pages) {
      for (const path of codeOf(each).filter((code) => REPOSITORY_PATH.test(code))) {
        expect(existsSync(join(packageRoot, path)), `${path} in ${each.path}`).to.equal(true);
        if (path.endsWith('/')) expect(statSync(join(packageRoot, path)).isDirectory(), path).to.equal(true);
      }
    }
  });

  it('are all in the table of contents', () => {
    const index = page('docs/index.md');
    const listed = linksOf(index).map((href) => posix.join('docs', href));
    const expected = pages.map(({ path }) => path).filter((path) => path !== index.path);
    expect(listed).to.include.members(expected);
  });
});

/** A path in the repository, written out. */
const REPOSITORY_PATH = /^(?:bin|cypher|docs|onnx-models|ops|scripts|src|test|\.ci)(?:\/[\w.-]+)*\/?$/;

/** Where links lead that do not leave the repository. */
function linksOf({ tokens }: Page): string[] {
  return tokens
    .filter((token): token is Tokens.Link => token.type === 'link')
    .map(({ href }) => href)
    .filter((href) => !/^[a-z]+:/.test(href));
}
