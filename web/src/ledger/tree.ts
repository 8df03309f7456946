/* The tree of findings as a list of rows: paths are in text order, and a node's path begins with its parent's. */
import type { Heading, Row } from '@/api/types'

export const is_below = (row: Row, above: Row): boolean =>
  row.id !== above.id && typeof row.path === 'string' && typeof above.path === 'string' && row.path.length > above.path.length && row.path.startsWith(above.path)

/** Rows none of whose loaded ancestors is closed. */
export function visible_rows(rows: readonly Row[], closed: ReadonlySet<string>): Row[] {
  if (!closed.size) return rows as Row[]
  const out: Row[] = []
  let shut: Row | null = null
  for (const r of rows) {
    if (shut && is_below(r, shut)) continue
    shut = closed.has(r.id) ? r : null
    out.push(r)
  }
  return out
}

/** A row that is only context: it has no id, is not pointed at and opens nothing. The gap between two readings has no path. */
export const is_context = (row: Row): boolean => row.id === '' && typeof row.path === 'string'
const context = (h: Heading): Row => ({ id: '', version: 0, ...h })

/** Each heading before the first of the rows that stand below it. */
export function with_headings(rows: readonly Row[], headings: ReadonlyMap<string, Heading>): Row[] {
  const told = new Set<string>()
  const lengths = [...new Set([...headings.keys()].map((path) => path.length))].sort((a, b) => a - b)
  return rows.flatMap((r) => {
    const path = String(r.path ?? '')
    const above = lengths.flatMap((n) => (n < path.length && !told.has(path.slice(0, n)) ? (headings.get(path.slice(0, n)) ?? []) : []))
    above.forEach((h) => told.add(h.path))
    return [...above.map(context), r]
  })
}

/** How many of the rows behind `index` stand below it. */
export function count_below(rows: readonly Row[], index: number): number {
  let n = 0
  while (index + n + 1 < rows.length && is_below(rows[index + n + 1] as Row, rows[index] as Row)) n++
  return n
}

/** Where paths begin that stand behind everything below this one: no path holds a character above "~". */
export const behind = (row: Row): string => `${String(row.path ?? '')}~..`
export const from = (row: Row): string => `${String(row.path ?? '')}..`

export const depth_of = (row: Row): number => Number(row.depth ?? 0)
export const least_depth = (rows: readonly Row[]): number => rows.reduce((least, r) => Math.min(least, depth_of(r)), 99)
