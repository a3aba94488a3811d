/** What titles say: hashed words with TF-IDF weights, and sentence embeddings by MiniLM. */
export { TEXT_FEATURES, type TextFeature } from './choices.js';
export { titleWords } from './title-words.js';
export { defaultTitleHash, hashTitles, type HashedTitles, type TitleHashOptions } from './hash-titles.js';
export { MiniLm, miniLmWidth, type MiniLmFiles } from './minilm/minilm.js';
export { embedTitles, type EmbedTitlesOptions } from './minilm/embed-titles.js';
export { TitleEmbeddingFile } from './minilm/title-embedding-file.js';
