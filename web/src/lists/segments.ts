/* Rows of a long list as far as they were read: from its beginning, and, after a jump, from its end; between the two there may be a gap.
 * Pages come by cursor, so there are no numbers: the two meet where a row of one stands in the other. */

export interface Keyed {
  id: string
}
export interface Segments<T extends Keyed> {
  head: T[]
  tail: T[]
  /** Every row is in `head`; there is no tail. */
  complete: boolean
}

export const nothing_read = <T extends Keyed>(): Segments<T> => ({ head: [], tail: [], complete: false })

/** The next page from the beginning; `last`: behind it there is nothing. Rows that moved meanwhile are not shown twice. */
export function append<T extends Keyed>(s: Segments<T>, rows: readonly T[], last: boolean): Segments<T> {
  const known = new Set(s.head.map((r) => r.id))
  const in_tail = new Set(s.tail.map((r) => r.id))
  const fresh = rows.filter((r) => !known.has(r.id))
  const meets = fresh.some((r) => in_tail.has(r.id))
  const head = [...s.head, ...fresh.filter((r) => !in_tail.has(r.id))]
  if (meets || last) return { head: [...head, ...s.tail], tail: [], complete: true }
  return { head, tail: s.tail, complete: false }
}

/** A page from the end, the last row first; `first`: before it there is nothing. */
export function prepend<T extends Keyed>(s: Segments<T>, rows: readonly T[], first: boolean): Segments<T> {
  const in_head = new Set(s.head.map((r) => r.id))
  const known = new Set(s.tail.map((r) => r.id))
  const fresh = rows.filter((r) => !known.has(r.id)).reverse()
  const meets = fresh.some((r) => in_head.has(r.id))
  const tail = [...fresh.filter((r) => !in_head.has(r.id)), ...s.tail]
  if (meets || first) return { head: [...s.head, ...tail], tail: [], complete: true }
  return { head: s.head, tail, complete: false }
}

export function replace<T extends Keyed>(s: Segments<T>, row: T): Segments<T> {
  const put = (list: T[]) => (list.some((r) => r.id === row.id) ? list.map((r) => (r.id === row.id ? row : r)) : list)
  return { ...s, head: put(s.head), tail: put(s.tail) }
}
