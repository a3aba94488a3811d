import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { packageRoot } from '../../../src/core/index.js';
import { temporaryFolder } from '../../shop/csv/temporary-folder.js';

const learning = join(packageRoot, 'dist', 'src', 'learning');
const onnxFolder = pathToFileURL(join(learning, 'onnx', 'index.js')).href;

/** The ONNX libraries that a process holds after it has run `script`. */
async function librariesAfter(script: string): Promise<readonly string[]> {
  const report = `${script}; console.log(JSON.stringify(process.report.getReport().sharedObjects))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', report]);
  return (JSON.parse(stdout) as string[]).filter((file) => file.includes('onnxruntime'));
}

describe('the library of ONNX Runtime', () => {
  const folder = temporaryFolder();

  for (const folder of readdirSync(learning)) {
    it(`is not loaded by importing learning/${folder}`, async () => {
      const index = pathToFileURL(join(learning, folder, 'index.js')).href;
      expect(await librariesAfter(`await import(${JSON.stringify(index)})`)).to.deep.equal([]);
    });
  }

  it('is loaded by opening a runtime', async () => {
    const script = `const { OnnxRuntime } = await import(${JSON.stringify(onnxFolder)}); await OnnxRuntime.open({ provider: 'cpu' })`;
    expect(await librariesAfter(script)).to.not.deep.equal([]);
  });

  for (const [where, begin] of [
    ['the first thread', `await open()`],
    ['a worker thread alone', `new Worker(open.toString().replace(/^/, '(') + ')()', { eval: true, env: SHARE_ENV })`],
  ] as const) {
    it(`neither writes to the user's cache nor leaves a log of telemetry, opened in ${where}`, async () => {
      const script = `
        import { SHARE_ENV, Worker } from 'node:worker_threads';
        async function open() {
          const { OnnxRuntime } = await import(${JSON.stringify(onnxFolder)});
          await (await OnnxRuntime.open({ provider: 'cpu' })).close();
        }
        ${begin};`;
      const home = folder();
      const env = { ...process.env, HOME: home, XDG_CACHE_HOME: join(home, 'cache'), TMPDIR: home };
      Reflect.deleteProperty(env, 'ORT_DISABLE_TELEMETRY');
      await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        env,
      });
      expect(readdirSync(home, { recursive: true })).to.deep.equal([]);
    });
  }
});
