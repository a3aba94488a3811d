import { createRequire } from 'node:module';
import type * as Native from 'onnxruntime-node';

let library: typeof Native | undefined;

/**
 * ONNX Runtime, loaded when something is first computed with it: a process that imports this group for its types and its
 * plain numerics (the API's) never loads the native library.
 *
 * On Linux its telemetry is on unless the environment says otherwise: it writes a device id and a store of events into the
 * user's cache, and sends them where it can. The library reads the variable when it is loaded, so it is set just before. A
 * worker thread's environment is a copy that native code does not see: threads that compute are started with `SHARE_ENV`.
 */
export function onnx(): typeof Native {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
  library ??= createRequire(import.meta.url)('onnxruntime-node') as typeof Native;
  return library;
}
