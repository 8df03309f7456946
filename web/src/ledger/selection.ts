/* Rows chosen to be changed or copied together. They are kept as they were read, also when the list goes on without them. */
import { computed, ref, shallowRef } from 'vue'
import { get } from '@/api/client'
import type { Names, Page, Row } from '@/api/types'
import { type Params } from '@/lists/asked'
import { most_rows } from './apply'

export function use_selection(visible: () => readonly Row[], take_names: (names: Names) => void) {
  const rows = shallowRef(new Map<string, Row>())
  const ids = computed<ReadonlySet<string>>(() => new Set(rows.value.keys()))
  const full = ref(false) // more rows fit the filter than may be selected
  let anchor = -1

  const clear = () => {
    rows.value = new Map()
    full.value = false
    anchor = -1
  }
  const bounded = (next: Map<string, Row>) => {
    full.value = next.size > most_rows
    rows.value = full.value ? new Map([...next].slice(0, most_rows)) : next
  }
  function toggle(index: number, range = false): void {
    const list = visible()
    const one = list[index]
    if (!one?.id) return
    const next = new Map(rows.value)
    if (range && anchor >= 0) for (const r of list.slice(Math.min(anchor, index), Math.max(anchor, index) + 1)) r.id && next.set(r.id, r)
    else if (next.has(one.id)) next.delete(one.id)
    else next.set(one.id, one)
    anchor = index
    if (range) window.getSelection()?.removeAllRanges() // Shift marks text, too: copying would take that
    bounded(next)
  }
  /** Everything the filter finds, as far as may be changed at once. */
  async function all(path: string, query: Params): Promise<void> {
    const next = new Map<string, Row>()
    let after: string | null = ''
    while (after !== null && next.size < most_rows) {
      const page: Page = await get<Page>(path, { ...query, limit: 500, after: after || null })
      take_names(page.names)
      for (const r of page.rows) next.set(r.id, r)
      after = page.next
    }
    rows.value = new Map([...next].slice(0, most_rows))
    full.value = after !== null || next.size > most_rows
  }
  /** As it is now, for rows that are selected. */
  const renew = (row: Row) => {
    if (rows.value.has(row.id)) rows.value = new Map(rows.value).set(row.id, row)
  }
  return { rows, ids, full, toggle, all, clear, renew }
}
