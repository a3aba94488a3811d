import type { InferenceSession } from 'onnxruntime-node';
import { AlongsideError } from '../../core/index.js';
import type { ExecutionProvider } from './execution-provider.js';
import { onnx } from './native.js';
import type { VerifiedOnnxModel } from './onnx-library.js';

export type { InferenceSession };

/**
 * Opens a graph.
 *
 * @param graph its bytes, or the path of its file
 * @param threads within an operator
 */
export function openSession(
  graph: Uint8Array | string,
  threads: number,
  providers: readonly ExecutionProvider[],
): Promise<InferenceSession> {
  const { InferenceSession: sessions } = onnx();
  const options: InferenceSession.SessionOptions = {
    executionProviders: providers,
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    // Inputs come in many shapes, and a plan of the memory would be kept for each.
    enableMemPattern: false,
    // Threads that wait in a busy loop take the core from whoever else runs on the machine.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  return typeof graph === 'string' ? sessions.create(graph, options) : sessions.create(graph, options);
}

/** Opens one of the engine's graphs and checks that its inputs and outputs are those that the manifest names. */
export async function createSession(
  { entry, bytes }: VerifiedOnnxModel,
  threads: number,
  providers: readonly ExecutionProvider[],
): Promise<InferenceSession> {
  const session = await openSession(bytes, threads, providers);
  for (const side of ['input', 'output'] as const) {
    const found = session[`${side}Names`].join(', ');
    const expected = entry[`${side}s`].map((port) => port.name).join(', ');
    if (found !== expected) {
      await session.release();
      throw new AlongsideError(
        'onnx-model-mismatch',
        `onnx-models/${entry.file} has the ${side}s ${found}, the manifest says ${expected}. Write the folder again with "npm run build:models".`,
        { file: entry.file, found, expected },
      );
    }
  }
  return session;
}
