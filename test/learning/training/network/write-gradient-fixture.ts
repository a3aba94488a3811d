/**
 * Writes `gradients.json`, the float64 gradients that `training-gradients.test.ts` compares with, by PyTorch's autograd:
 *
 *   node dist/test/learning/training/network/write-gradient-fixture.js PYTHON   (PYTHON has torch)
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpStep } from '../../../../scripts/bench/training-dump.js';
import { packageRoot } from '../../../../src/core/index.js';
import { gradientExample } from './gradient-example.js';

const python = process.argv[2] ?? 'python3';
const fixture: Record<string, { loss: number; gradients: Record<string, number[]> }> = {};
for (const layer of ['lightgcn', 'gcn', 'attention'] as const) {
  const { data, config, parameters, inputs } = gradientExample({ layer, depth: 2 }, 40);
  const folder = await mkdtemp(join(tmpdir(), 'alongside-fixture-'));
  await dumpStep(folder, data, config, parameters, inputs);
  const script = join(packageRoot, 'scripts', 'bench', 'torch_training_step.py');
  const text = execFileSync(python, [script, folder, 'gradients'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  await rm(folder, { recursive: true });
  const { loss, gradients } = JSON.parse(text) as { loss: number; gradients: Record<string, number[]> };
  // Ten digits are more than a float32 has.
  const rounded = Object.entries(gradients).map(([name, values]): [string, number[]] => [
    name,
    values.map((value) => Number(value.toPrecision(10))),
  ]);
  fixture[layer] = { loss, gradients: Object.fromEntries(rounded) };
}
await writeFile(
  join(packageRoot, 'test', 'learning', 'training', 'network', 'gradients.json'),
  `${JSON.stringify(fixture)}\n`,
);
