import { MessageChannel, type MessagePort } from 'node:worker_threads';

let nowhere: MessagePort | undefined;

/**
 * Frees the memory of large arrays at once; they are empty afterwards.
 *
 * The collector sees but a few small objects in them and comes late, so that several rounds' of hundreds of megabytes would
 * lie about. Only for arrays that nobody else holds, over memory that is not shared.
 */
export function discard(arrays: readonly { readonly buffer: ArrayBufferLike }[]): void {
  const buffers = new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer));
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  // What is handed over to a closed port is taken from the sender and reaches nobody.
  if (buffers.size > 0) nowhere.postMessage(undefined, [...buffers]);
}
