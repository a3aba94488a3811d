import { AlongsideError, messageOf } from '../../../core/index.js';
import { openSession, tensorOf, type InferenceSession, type Tensor } from '../../onnx/index.js';
import { readWordPieces, type WordPieces } from './word-pieces.js';

/** Where the fetched model lies, and which it is. */
export interface MiniLmFiles {
  readonly model: string;
  readonly tokenizer: string;
  /** SHA-256 of both files: what an embedding depends on beside the title. */
  readonly version: string;
}

/** Length of an embedding. */
export const miniLmWidth = 384;
/** Tokens of a text that are read; the model was trained on no more. */
const longest = 128;

/**
 * The sentence encoder all-MiniLM-L6-v2 (Wang et al., NeurIPS 2020; Reimers and Gurevych, EMNLP 2019), quantised to int8:
 * the mean of the last layer's token states.
 */
export class MiniLm {
  private constructor(
    private readonly session: InferenceSession,
    private readonly tokenizer: WordPieces,
  ) {}

  /** Throws `minilm-unreadable` where the files are not a model and its tokenizer. */
  static async open(files: MiniLmFiles): Promise<MiniLm> {
    try {
      const tokenizer = await readWordPieces(files.tokenizer);
      // Short texts one at a time: a second thread costs more than it does.
      return new MiniLm(await openSession(files.model, 1, ['cpu']), tokenizer);
    } catch (cause) {
      throw new AlongsideError(
        'minilm-unreadable',
        `The text model cannot be opened (${messageOf(cause)}). Remove ${files.model} and run the same command again to fetch it anew, or choose --text hash.`,
        { model: files.model, tokenizer: files.tokenizer },
        { cause },
      );
    }
  }

  /**
   * The embedding of one text, [384], of length 1; zeros for a text without words.
   *
   * Texts are never batched: the model quantises all states of a batch by one scale, so that a text's embedding would depend
   * on its neighbours (cosines down to .97 between batches), for a gain of a third in speed.
   */
  async embed(text: string): Promise<Float32Array> {
    const mean = new Float32Array(miniLmWidth);
    const { ids } = this.tokenizer.encode(text);
    // The first and the last token only mark the ends.
    if (ids.length <= 2) return mean;
    const read = ids.length > longest ? [...ids.slice(0, longest - 1), ids[ids.length - 1]] : ids;
    const row = (values: BigInt64Array): Tensor => tensorOf(values, [1, read.length]);
    const { last_hidden_state: states } = await this.session.run({
      input_ids: row(BigInt64Array.from(read, BigInt)),
      attention_mask: row(new BigInt64Array(read.length).fill(1n)),
      token_type_ids: row(new BigInt64Array(read.length)),
    });
    const values = states.data as Float32Array;
    for (let i = 0; i < values.length; i++) mean[i % miniLmWidth] += values[i];
    const scale = 1 / Math.hypot(...mean);
    return mean.map((value) => value * scale);
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}
