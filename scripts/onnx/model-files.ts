import { createHash } from 'node:crypto';
import type { OnnxManifest } from '../../src/learning/onnx/index.js';
import { opset, type BuiltGraph } from './graph-builder.js';
import { shippedGraphs } from './operators.js';
import { trainingGraphs } from './training/training-graphs.js';

/** The command that writes `onnx-models/`, as its manifest states it. */
const command = 'npm run build:models';

/** Every file of `onnx-models/` by name, the manifest included: the same bytes on every machine. */
export function onnxModelFiles(): ReadonlyMap<string, Uint8Array> {
  const graphs = [...shippedGraphs.map((build) => build()), ...trainingGraphs()];
  const files = new Map(graphs.map((graph) => [`${graph.name}.onnx`, graph.bytes]));
  return files.set('manifest.json', Buffer.from(manifestText(manifest(graphs))));
}

/** JSON with one line a graph, so that a change shows which graphs it touches. */
function manifestText({ models, ...head }: OnnxManifest): string {
  const lines = Object.entries(models).map(([name, entry]) => `    ${JSON.stringify(name)}: ${JSON.stringify(entry)}`);
  const first = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return ['{', ...first, '  "models": {', lines.join(',\n'), '  }', '}', ''].join('\n');
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
