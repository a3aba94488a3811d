/** What a title says: hashed words, or the sentence embedding of MiniLM. */
export { hashTitles, type HashedTitles } from './hash-titles.js';
export { embedTitles } from './minilm/embed-titles.js';
