/**
 * What of a product's title enters its features: nothing, its hashed words, or the sentence embedding of MiniLM, which is
 * downloaded once.
 */
export const TEXT_FEATURES = ['none', 'hash', 'minilm'] as const;
export type TextFeature = (typeof TEXT_FEATURES)[number];
