import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { discard } from '../../core/index.js';

/** Bytes from which on a copy is worth freeing by hand. */
const LARGE = 65_536;

/**
 * Runs a graph that writes its results into `outputs`.
 *
 * The library copies each result once more, into an array of its own that nobody asked for: a step of a training makes
 * copies of all parameters so. They are freed at once.
 */
export async function runInto(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  outputs: Readonly<Record<string, Tensor>>,
): Promise<void> {
  const own = new Set(Object.values(outputs).map(({ data }) => (data as Float32Array).buffer));
  const copies = Object.values(await session.run(feeds, outputs)).map(({ data }) => data as Float32Array);
  discard(copies.filter(({ buffer }) => buffer.byteLength >= LARGE && !own.has(buffer)));
}
