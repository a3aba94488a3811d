import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../../src/core/index.js';

interface Locked {
  readonly hasInstallScript?: boolean;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(packageRoot, file), 'utf8'));
const { packages } = readJson('package-lock.json') as { packages: Record<string, Locked> };
const { allowScripts } = readJson('package.json') as { allowScripts: Record<string, boolean> };
const withScripts = Object.entries(packages)
  .filter(([, { hasInstallScript }]) => hasInstallScript === true)
  .map(([path]) => path.replace(/^.*node_modules\//, ''));

describe('the install scripts of dependencies', () => {
  it('are refused by name, so that npm 11 runs none and asks about none', () => {
    for (const name of [...withScripts, 'onnxruntime-node']) expect(allowScripts, name).to.have.property(name, false);
  });

  // npm 10 runs what the lockfile says there is, and this one downloads CUDA libraries of several hundred megabytes.
  it("leave ONNX Runtime's out on npm 10: the lockfile names none (after an update of it, take the line out again)", () => {
    expect(packages).to.have.property('node_modules/onnxruntime-node').that.does.not.have.property('hasInstallScript');
  });
});
