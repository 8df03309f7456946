/* The letter's text, counted in code points as the server counts. JavaScript counts UTF-16 units; rare characters
 * (𠮷, 㐂 beyond the BMP) take two, so offsets are translated here and nowhere else. */

export class Letter {
  readonly length: number
  private readonly points: string[] | null // null when both ways of counting agree

  constructor(readonly plain: string) {
    const points = Array.from(plain)
    this.length = points.length
    this.points = points.length === plain.length ? null : points
  }

  slice(start: number, end: number): string {
    return this.points ? this.points.slice(start, end).join('') : this.plain.slice(start, end)
  }
}

/** Code points in the first `units` UTF-16 units of a text. */
export function points_before(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length
}

/** UTF-16 units taken by the first `points` code points of a text. */
export function units_before(text: string, points: number): number {
  return Array.from(text).slice(0, points).join('').length
}

const number_at_start = new RegExp(
  '^[\\s\\u3000]*(' +
    [
      '第?[一二三四五六七八九十百]+[、．.，]',
      '[（(][一二三四五六七八九十百]+[)）]',
      '[（(]\\d{1,3}[)）]',
      '\\d{1,3}[.．、](?!\\d)',
      '[①-⑳]',
      '[一二三四五六七八九十]+[是要]',
    ].join('|') +
    ')',
)

/** The number a piece of text begins with, as the document writes it; '' when none. */
export function number_of(text: string): string {
  return number_at_start.exec(text)?.[1] ?? ''
}

/** A first proposal for a title: the first sentence, without its number and closing punctuation. */
export function title_of(text: string): string {
  const bare = text.replace(number_at_start, '').trim()
  const sentence = /^[^。！？；\n]*/.exec(bare)?.[0] ?? ''
  return Array.from(sentence.replace(/[，,、：:；;。.\s]+$/u, '')).slice(0, 80).join('')
}
