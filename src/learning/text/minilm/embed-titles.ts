import { scaleToUnit } from '../../../core/numerics/index.js';
import type { ReportProgress } from '../../../core/index.js';
import { MiniLm, miniLmWidth, type MiniLmFiles } from './minilm.js';
import { TitleEmbeddingFile, titleKey } from './title-embedding-file.js';

export interface EmbedTitlesOptions {
  readonly files: MiniLmFiles;
  /** The file that remembers embeddings; made if missing. */
  readonly remembered: string;
  readonly progress: ReportProgress;
  readonly signal?: AbortSignal | undefined;
}

/** Titles after which what is new is written down: an interrupted run loses a second of work. */
const appendEvery = 512;

/**
 * MiniLM embeddings of titles, [titles, 384], rows of length 1 (zeros for a title without words). Each distinct title is
 * computed once; what was computed before is read from the file. A row depends on its title alone, bit for bit, whether
 * it was computed now or before.
 */
export async function embedTitles(titles: readonly string[], options: EmbedTitlesOptions): Promise<Float32Array> {
  const rows = new Float32Array(titles.length * miniLmWidth);
  const rowsOf = new Map<string, { readonly title: string; readonly rows: number[] }>();
  titles.forEach((title, row) => {
    const key = titleKey(title);
    const known = rowsOf.get(key);
    if (known === undefined) rowsOf.set(key, { title, rows: [row] });
    else known.rows.push(row);
  });
  const place = (key: string, vector: Int8Array): void => {
    for (const row of rowsOf.get(key)?.rows ?? []) {
      rows.set(vector, row * miniLmWidth);
      scaleToUnit(rows, row * miniLmWidth, miniLmWidth);
    }
  };
  const file = await TitleEmbeddingFile.open(options.remembered, options.files.version, miniLmWidth);
  try {
    const missing = new Map(rowsOf);
    await file.read((key, vector) => {
      if (missing.delete(key)) place(key, vector);
    });
    if (missing.size > 0) await embedMissing(missing, file, place, options);
  } finally {
    await file.close();
  }
  return rows;
}

async function embedMissing(
  missing: ReadonlyMap<string, { readonly title: string }>,
  file: TitleEmbeddingFile,
  place: (key: string, vector: Int8Array) => void,
  { files, progress, signal }: EmbedTitlesOptions,
): Promise<void> {
  const model = await MiniLm.open(files);
  try {
    let fresh = new Map<string, Int8Array>();
    let done = 0;
    for (const [key, { title }] of missing) {
      signal?.throwIfAborted();
      const vector = toInt8(await model.embed(title));
      place(key, vector);
      fresh.set(key, vector);
      done++;
      if (fresh.size < appendEvery && done < missing.size) continue;
      await file.append(fresh);
      fresh = new Map();
      progress({ step: 'reading titles', done, total: missing.size, unit: 'titles' });
    }
  } finally {
    await model.close();
  }
}

/** The vector's direction in 8 bits a number. */
function toInt8(vector: Float32Array): Int8Array {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const scale = largest > 0 ? 127 / largest : 0;
  return Int8Array.from(vector, (value) => Math.round(value * scale));
}
