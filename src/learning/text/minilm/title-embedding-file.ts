import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const magic = 'alongside-titles-1\n';
const keyBytes = 16;
const checkBytes = 4;
/** Records read or written at a time. */
const chunk = 1024;

/** Identifies a title's embedding: the first half of the title's SHA-256, as text. */
export function titleKey(title: string): string {
  return createHash('sha256').update(title).digest().toString('latin1', 0, keyBytes);
}

/**
 * Embeddings that were computed before, in a file that only grows: a key of the title, the vector in int8 and a CRC-32 a
 * record. A half-written end is cut off when the file is opened, a damaged record is passed over, and a file of another
 * model is begun anew, so what is read is what was written or nothing.
 */
export class TitleEmbeddingFile {
  private constructor(
    private readonly file: FileHandle,
    private readonly start: number,
    private readonly width: number,
  ) {}

  /**
   * @param model the model's version; its embeddings are of no use to another
   * @param width numbers in an embedding
   */
  static async open(path: string, model: string, width: number): Promise<TitleEmbeddingFile> {
    const file = await open(path, 'a+', 0o600);
    const header = Buffer.from(`${magic}${model} ${width}\n`);
    const found = Buffer.alloc(header.length);
    await file.read(found, 0, header.length, 0);
    if (!found.equals(header)) {
      await file.truncate(0);
      await file.write(header);
    }
    const { size } = await file.stat();
    const records = Math.floor((size - header.length) / recordBytes(width));
    await file.truncate(header.length + records * recordBytes(width));
    return new TitleEmbeddingFile(file, header.length, width);
  }

  /**
   * Calls `found` with each embedding in the file, in the order of writing; the vector is valid during the call only.
   */
  async read(found: (key: string, vector: Int8Array) => void): Promise<void> {
    const record = recordBytes(this.width);
    const buffer = Buffer.alloc(chunk * record);
    for (let at = this.start; ;) {
      const { bytesRead } = await this.file.read(buffer, 0, buffer.length, at);
      const records = Math.floor(bytesRead / record);
      for (let r = 0; r < records; r++) {
        const checked = buffer.subarray(r * record, (r + 1) * record - checkBytes);
        if (buffer.readUInt32LE((r + 1) * record - checkBytes) !== crc32(checked)) continue;
        const vector = new Int8Array(buffer.buffer, checked.byteOffset + keyBytes, this.width);
        found(checked.toString('latin1', 0, keyBytes), vector);
      }
      if (records === 0) return;
      at += records * record;
    }
  }

  /** Appends embeddings and returns when they are on the disk. */
  async append(entries: ReadonlyMap<string, Int8Array>): Promise<void> {
    const record = recordBytes(this.width);
    const buffer = Buffer.alloc(entries.size * record);
    let at = 0;
    for (const [key, vector] of entries) {
      buffer.write(key, at, keyBytes, 'latin1');
      buffer.set(new Uint8Array(vector.buffer, vector.byteOffset, this.width), at + keyBytes);
      const checked = buffer.subarray(at, at + record - checkBytes);
      buffer.writeUInt32LE(crc32(checked), at + record - checkBytes);
      at += record;
    }
    await this.file.appendFile(buffer);
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

function recordBytes(width: number): number {
  return keyBytes + width + checkBytes;
}
