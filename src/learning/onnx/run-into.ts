import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { InferenceSession, Tensor } from 'onnxruntime-node';

/** Bytes from which on a copy is worth freeing by hand. */
const LARGE = 65_536;

let nowhere: MessagePort | undefined;

/**
 * Runs a graph that writes its results into `outputs`.
 *
 * The library copies each result once more, into an array of its own that nobody asked for. A step of a training makes
 * copies of all parameters so, and the collector, which sees but a few small objects, leaves several steps' lying about;
 * so they are freed at once.
 */
export async function runInto(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  outputs: Readonly<Record<string, Tensor>>,
): Promise<void> {
  const own = new Set(Object.values(outputs).map(({ data }) => (data as Float32Array).buffer));
  const copies = Object.values(await session.run(feeds, outputs))
    .map(({ data }) => (data as Float32Array<ArrayBuffer>).buffer)
    .filter((buffer) => buffer.byteLength >= LARGE && !own.has(buffer));
  if (copies.length > 0) closedPort().postMessage(undefined, copies);
}

/** What is handed over to a closed port is taken from the sender and reaches nobody: its memory is free. */
function closedPort(): MessagePort {
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  return nowhere;
}
