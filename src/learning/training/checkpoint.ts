import { AlongsideError, messageOf } from '../../core/index.js';
import { copyOf, type AdamState } from './adam-state.js';
import type { BestParameters } from './best-parameters.js';

/** Where a training keeps its checkpoint. `write` must replace what was there as a whole or not at all. */
export interface CheckpointStore {
  readonly read: () => Promise<Uint8Array | undefined>;
  readonly write: (checkpoint: Uint8Array) => Promise<void>;
}

/** How far a training has come. */
export interface TrainingPosition {
  /** Steps made. */
  readonly step: number;
  readonly best: BestParameters | undefined;
}

interface Header {
  readonly format: 1;
  /** Of all that the training depends on: a checkpoint of another one is not gone on with. */
  readonly fingerprint: string;
  readonly step: number;
  readonly best: { readonly value: number; readonly step: number; readonly since: number } | null;
}

/** A checkpoint's bytes: the length of a JSON header, the header, then float32 arrays: the state's, the best parameters'. */
export function encodeCheckpoint(fingerprint: string, position: TrainingPosition, state: AdamState): Uint8Array {
  const { step, best } = position;
  const header: Header = {
    format: 1,
    fingerprint,
    step,
    best: best === undefined ? null : { value: best.value, step: best.step, since: best.since },
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, ...arraysOf(state, best).map(bytesOf)]);
}

/**
 * Puts a checkpoint's numbers into `state`.
 *
 * @returns undefined where it belongs to another training
 * @throws `checkpoint-invalid` where it is damaged
 */
export function restoreCheckpoint(
  checkpoint: Uint8Array,
  fingerprint: string,
  state: AdamState,
): TrainingPosition | undefined {
  const bytes = Buffer.from(checkpoint.buffer, checkpoint.byteOffset, checkpoint.byteLength);
  try {
    const textLength = bytes.readUInt32LE(0);
    const header = JSON.parse(bytes.toString('utf8', 4, 4 + textLength)) as Header;
    if (header.fingerprint !== fingerprint) return undefined;
    const best = header.best === null ? undefined : { ...header.best, parameters: copyOf(state.parameters()) };
    const arrays = arraysOf(state, best);
    const expected = arrays.reduce((sum, array) => sum + array.byteLength, 4 + textLength);
    if (bytes.length !== expected) throw new Error(`${bytes.length} bytes instead of ${expected}`);
    let at = 4 + textLength;
    for (const array of arrays) {
      bytesOf(array).set(bytes.subarray(at, at + array.byteLength));
      at += array.byteLength;
    }
    return { step: header.step, best };
  } catch (cause) {
    throw new AlongsideError(
      'checkpoint-invalid',
      `The training's checkpoint cannot be read (${messageOf(cause)}). Delete it to train from the start.`,
      {},
      { cause },
    );
  }
}

function arraysOf(state: AdamState, best: BestParameters | undefined): readonly Float32Array[] {
  return [...state.arrays(), ...Object.values(best?.parameters ?? {})];
}

/** The bytes of an array, not copied. */
export function bytesOf(array: NodeJS.TypedArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
