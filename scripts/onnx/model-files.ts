import { createHash } from 'node:crypto';
import type { OnnxManifest } from '../../src/model/index.js';
import { opset, type BuiltGraph } from './graph-builder.js';
import { shippedGraphs } from './operators.js';
import { trainingGraphs } from './training/training-graphs.js';

/** The command that writes `onnx-models/`, as its manifest states it. */
const command = 'npm run build:models';

/** Every file of `onnx-models/` by name, the manifest included: the same bytes on every machine. */
export function onnxModelFiles(): ReadonlyMap<string, Uint8Array> {
  const graphs = [...shippedGraphs.map((build) => build()), ...trainingGraphs()];
  const files = new Map(graphs.map((graph) => [`${graph.name}.onnx`, graph.bytes]));
  return files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest(graphs), null, 2)}\n`));
}

function manifest(graphs: readonly BuiltGraph[]): OnnxManifest {
  return {
    command,
    opset,
    models: Object.fromEntries(
      graphs.map(({ name, computes, inputs, outputs, bytes }) => [
        name,
        {
          file: `${name}.onnx`,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          computes,
          inputs,
          outputs,
        },
      ]),
    ),
  };
}
