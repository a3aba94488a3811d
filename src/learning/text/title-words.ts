const word = /[\p{L}\p{N}]+/gu;

/**
 * The words of a title in their order: runs of letters and digits after Unicode compatibility folding and lower-casing,
 * so that "500ml", "500ML" and "５００ml" are one word.
 */
export function titleWords(title: string): readonly string[] {
  return title.normalize('NFKC').toLowerCase().match(word) ?? [];
}
