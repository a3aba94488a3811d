import { readFile } from 'node:fs/promises';
import * as tokenizers from '@huggingface/tokenizers';

/** Splits a text into the numbers of its word pieces, between a first and a last one that mark the ends. */
export interface WordPieces {
  encode(text: string): { readonly ids: readonly number[] };
}

/** The package's own types leave out file extensions, so they do not resolve under Node's rules for modules. */
const { Tokenizer } = tokenizers as unknown as {
  readonly Tokenizer: new (description: object, settings: object) => WordPieces;
};

/** The tokenizer that a `tokenizer.json` describes, without its padding and truncation. */
export async function readWordPieces(path: string): Promise<WordPieces> {
  const description = JSON.parse(await readFile(path, 'utf8')) as object;
  return new Tokenizer({ ...description, padding: null, truncation: null }, {});
}
