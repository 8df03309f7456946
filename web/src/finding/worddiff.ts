/* What differs between two texts, word by word, as a person reads it: what stays, what went, what came. */

export interface Piece {
  kind: 'same' | 'gone' | 'new'
  text: string
}

interface Segmenter {
  segment(text: string): Iterable<{ segment: string }>
}
type Segmenters = { Segmenter?: new (locale: string, options: { granularity: 'word' }) => Segmenter }
const Known = (Intl as unknown as Segmenters).Segmenter
const segmenter = Known ? new Known('zh', { granularity: 'word' }) : null

/** Words where the browser knows Chinese words; else characters, with numbers and Latin words kept whole. */
export function words_of_text(text: string): string[] {
  if (segmenter) return Array.from(segmenter.segment(text), (s) => s.segment)
  return text.match(/[A-Za-z0-9.％%]+|\s+|[\s\S]/gu) ?? []
}

/** Longest common subsequence by Myers' greedy walk; null when the texts differ in more than `most` places. */
function walk(a: readonly string[], b: readonly string[], most: number): [number, number][] | null {
  const trail: Map<number, number>[] = []
  const far = new Map<number, number>([[1, 0]])
  for (let d = 0; d <= most; d++) {
    trail.push(new Map(far))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (far.get(k - 1) ?? -1) < (far.get(k + 1) ?? -1))
      let x = down ? (far.get(k + 1) ?? 0) : (far.get(k - 1) ?? 0) + 1
      let y = x - k
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++
        y++
      }
      far.set(k, x)
      if (x >= a.length && y >= b.length) return back(trail, a.length, b.length)
    }
  }
  return null
}
function back(trail: Map<number, number>[], x: number, y: number): [number, number][] {
  const pairs: [number, number][] = []
  for (let d = trail.length - 1; d >= 0; d--) {
    const far = trail[d] as Map<number, number>
    const k = x - y
    const down = k === -d || (k !== d && (far.get(k - 1) ?? -1) < (far.get(k + 1) ?? -1))
    const before_k = down ? k + 1 : k - 1
    const before_x = d ? (far.get(before_k) ?? 0) : 0
    const before_y = d ? before_x - before_k : 0
    while (x > before_x && y > before_y) pairs.push([--x, --y])
    if (d) {
      x = before_x
      y = before_y
    }
  }
  return pairs.reverse()
}

function push(pieces: Piece[], kind: Piece['kind'], text: string): void {
  const last = pieces[pieces.length - 1]
  if (!text) return
  if (last?.kind === kind) last.text += text
  else pieces.push({ kind, text })
}

/** Gone before new wherever both changed; a short common scrap between two changes is read as changed, too. */
export function word_diff(before: string, after: string, most = 500): Piece[] {
  const a = words_of_text(before)
  const b = words_of_text(after)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const middle_a = a.slice(head, a.length - tail)
  const middle_b = b.slice(head, b.length - tail)
  const pairs = walk(middle_a, middle_b, most) ?? []
  const pieces: Piece[] = []
  push(pieces, 'same', a.slice(0, head).join(''))
  let x = 0
  let y = 0
  for (const [px, py] of [...pairs, [middle_a.length, middle_b.length] as [number, number]]) {
    push(pieces, 'gone', middle_a.slice(x, px).join(''))
    push(pieces, 'new', middle_b.slice(y, py).join(''))
    if (px < middle_a.length) push(pieces, 'same', middle_a[px] as string)
    x = px + 1
    y = py + 1
  }
  push(pieces, 'same', a.slice(a.length - tail).join(''))
  return tidy(pieces)
}

/* "的" alone between two changes helps nobody */
function tidy(pieces: Piece[]): Piece[] {
  const out: Piece[] = []
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece
    const between = piece.kind === 'same' && Array.from(piece.text).length < 2 && i > 0 && i < pieces.length - 1
    if (!between) {
      out.push({ ...piece })
      continue
    }
    out.push({ kind: 'gone', text: piece.text }, { kind: 'new', text: piece.text })
  }
  const joined: Piece[] = []
  for (let i = 0; i < out.length; ) {
    if (out[i]?.kind === 'same') {
      push(joined, 'same', out[i++]?.text ?? '')
      continue
    }
    let gone = ''
    let fresh = ''
    for (; i < out.length && out[i]?.kind !== 'same'; i++) {
      if (out[i]?.kind === 'gone') gone += out[i]?.text
      else fresh += out[i]?.text
    }
    push(joined, 'gone', gone)
    push(joined, 'new', fresh)
  }
  return joined
}
