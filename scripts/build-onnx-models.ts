/** Writes the graphs that the engine loads, and their manifest, into `onnx-models/`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../src/core/index.js';
import { onnxModelFiles } from './onnx/model-files.js';

const folder = join(packageRoot, 'onnx-models');
await mkdir(folder, { recursive: true });
for (const [name, bytes] of onnxModelFiles()) {
  await writeFile(join(folder, name), bytes);
  process.stdout.write(`${name}  ${bytes.length} bytes\n`);
}
