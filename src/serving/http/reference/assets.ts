import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Reply } from '../reply.js';
import { referenceScript, styleSheet } from './page-files.js';

/** What pages load, by name. The reference's program comes from the package `swagger-ui-dist`, so it works offline. */
export function referenceAssets(): ReadonlyMap<string, () => Reply> {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return new Map([
    ['swagger-ui-bundle.js', fileReply(join(folder, 'swagger-ui-bundle.js'), 'text/javascript')],
    ['swagger-ui.css', fileReply(join(folder, 'swagger-ui.css'), 'text/css')],
    ['reference.js', () => ({ status: 200, content: referenceScript, mediaType: 'text/javascript' })],
    ['pages.css', () => ({ status: 200, content: styleSheet, mediaType: 'text/css' })],
  ]);
}

/** A file as an answer, read when it is first asked for. */
function fileReply(path: string, mediaType: string): () => Reply {
  let content: Buffer | undefined;
  return () => ({ status: 200, content: (content ??= readFileSync(path)), mediaType });
}
