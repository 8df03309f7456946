/* A revised letter against the one before: which nodes are the same, changed, new, gone. Pure. */
import type { Level } from '@/api/types'

export interface Side {
  key: string
  level: Level
  title: string
  text: string
  number?: string | null
}

export type Difference =
  | { kind: 'same' | 'changed'; before: Side; after: Side; likeness: number }
  | { kind: 'added'; after: Side }
  | { kind: 'removed'; before: Side }

/** Without numbers, blanks and punctuation, which revisions shift without meaning anything. */
export function bare(text: string): string {
  return text
    .replace(/^[\s\u3000]*(?:[（(]?[一二三四五六七八九十百\d]{1,3}[)）、.．]|[①-⑳])/u, '')
    .replace(/[\s\u3000，。、；：！？,.;:!?“”"'‘’（）()]/gu, '')
}

/** 0…1, by shared pairs of characters (Dice). */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  if (a.length < 2 || b.length < 2) return 0
  const pairs = new Map<string, number>()
  for (let i = 0; i + 1 < a.length; i++) {
    const p = a.slice(i, i + 2)
    pairs.set(p, (pairs.get(p) ?? 0) + 1)
  }
  let shared = 0
  for (let i = 0; i + 1 < b.length; i++) {
    const p = b.slice(i, i + 2)
    const left = pairs.get(p) ?? 0
    if (left > 0) {
      shared++
      pairs.set(p, left - 1)
    }
  }
  return (2 * shared) / (a.length + b.length - 2)
}

const alike_enough = 0.5

export function compare(before: readonly Side[], after: readonly Side[]): Difference[] {
  const taken = new Set<string>()
  const match = new Map<string, Difference>()
  const exact = new Map<string, Side[]>()
  for (const b of before) {
    const k = `${b.level}\n${bare(b.text)}`
    exact.set(k, [...(exact.get(k) ?? []), b])
  }
  for (const a of after) {
    const b = exact.get(`${a.level}\n${bare(a.text)}`)?.shift()
    if (!b) continue
    taken.add(b.key)
    const same = a.text.trim() === b.text.trim()
    match.set(a.key, { kind: same ? 'same' : 'changed', before: b, after: a, likeness: 1 })
  }
  const candidates: { a: Side; b: Side; like: number }[] = []
  for (const a of after) {
    if (match.has(a.key)) continue
    for (const b of before) {
      if (taken.has(b.key) || a.level !== b.level) continue
      const like = Math.max(likeness(bare(a.text), bare(b.text)), likeness(bare(a.title), bare(b.title)) * 0.9)
      if (like >= alike_enough) candidates.push({ a, b, like })
    }
  }
  candidates.sort((x, y) => y.like - x.like)
  for (const { a, b, like } of candidates) {
    if (match.has(a.key) || taken.has(b.key)) continue
    taken.add(b.key)
    match.set(a.key, { kind: 'changed', before: b, after: a, likeness: like })
  }
  // in the order of the new letter, what is gone after what stood before it
  const gone_after = new Map<string, Difference[]>()
  let last = ''
  for (const b of before) {
    if (taken.has(b.key)) last = b.key
    else gone_after.set(last, [...(gone_after.get(last) ?? []), { kind: 'removed', before: b }])
  }
  const out: Difference[] = [...(gone_after.get('') ?? [])]
  for (const a of after) {
    const d = match.get(a.key) ?? ({ kind: 'added', after: a } as Difference)
    out.push(d)
    if ('before' in d) out.push(...(gone_after.get(d.before.key) ?? []))
  }
  return out
}
