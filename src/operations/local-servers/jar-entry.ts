import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { AlongsideError } from '../../core/index.js';

/**
 * Unpacks one entry of a jar to a file that appears only when it is whole.
 *
 * @param mode permissions of the file
 */
export async function extractJarEntry(jar: string, entryName: string, path: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  try {
    const archive = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(jar, {
      lazyEntries: true,
      autoClose: false,
    });
    try {
      const entry = await findEntry(archive, entryName);
      const source = await promisify<yauzl.Entry, NodeJS.ReadableStream>(archive.openReadStream.bind(archive))(entry);
      await pipeline(source, createWriteStream(temporary));
    } finally {
      archive.close();
    }
    await chmod(temporary, mode);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function findEntry(archive: yauzl.ZipFile, name: string): Promise<yauzl.Entry> {
  return new Promise((resolve, reject) => {
    archive.on('error', reject);
    archive.on('end', () => {
      reject(new AlongsideError('artefact-lock-broken', `An artefact has no ${name}; install this package again.`));
    });
    archive.on('entry', (entry: yauzl.Entry) => {
      if (entry.fileName === name) resolve(entry);
      else archive.readEntry();
    });
    archive.readEntry();
  });
}
