import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AlongsideError, messageOf, requireRegularFile } from '../../core/index.js';

const chunkSize = 128 * 1024;

/** A file of UTF-8 text, plain or gzip (told apart by its first bytes, whatever its name), read once from start to end. */
export class TextSource {
  private bytes = 0;

  private constructor(
    readonly path: string,
    /** The file's size on disk, in bytes. */
    readonly size: number,
    private readonly gzip: boolean,
  ) {}

  /** Throws `file-unreadable` where there is no such file or it is not text. */
  static async open(path: string): Promise<TextSource> {
    await requireRegularFile(path);
    try {
      const { size } = await stat(path);
      const file = await open(path);
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
        const head = buffer.subarray(0, bytesRead);
        const gzip = head[0] === 0x1f && head[1] === 0x8b;
        if (!gzip) refuseBinary(path, head);
        return new TextSource(path, size, gzip);
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw unreadable(path, cause);
    }
  }

  /** Bytes of the file on disk that have been read so far. */
  get bytesRead(): number {
    return this.bytes;
  }

  /** The text in pieces; a byte-order mark is left out. */
  async *pieces(): AsyncGenerator<string, void> {
    const file = createReadStream(this.path, { highWaterMark: chunkSize });
    file.on('data', (chunk) => (this.bytes += chunk.length));
    file.pause();
    const content: Readable = this.gzip
      ? // The callback is required; the error itself reaches the loop below through `content`.
        pipeline(file, createGunzip({ chunkSize }), () => undefined)
      : file;
    const decoder = new TextDecoder('utf-8');
    let first = this.gzip;
    try {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        if (first) refuseBinary(this.path, chunk);
        first = false;
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } catch (cause) {
      throw unreadable(this.path, cause);
    } finally {
      content.destroy();
      file.destroy();
    }
  }
}

function refuseBinary(path: string, head: Buffer): void {
  if (!head.includes(0)) return;
  throw new AlongsideError(
    'file-not-text',
    `${basename(path)} is not text in UTF-8 (a zero byte at ${String(head.indexOf(0))}). Save it as CSV in UTF-8, plain or gzip.`,
    { path },
  );
}

function unreadable(path: string, cause: unknown): unknown {
  if (cause instanceof AlongsideError || !(cause instanceof Error) || !('code' in cause)) return cause;
  const code = String(cause.code);
  const what = code.startsWith('Z_')
    ? `is a damaged gzip file (${cause.message}). Copy or pack it again; what was read before the damage is kept`
    : code === 'ENOENT'
      ? 'does not exist'
      : code === 'EISDIR'
        ? 'is a folder'
        : `cannot be read (${messageOf(cause)})`;
  return new AlongsideError('file-unreadable', `${path} ${what}.`, { path, cause: code }, { cause });
}
