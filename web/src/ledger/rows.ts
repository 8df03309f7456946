/* The rows of the ledger, read by pages: on from the beginning, back from the end after a jump; in the tree branch by branch when it
 * was collapsed. What is closed is not read: reading goes on behind it. */
import { computed, ref, shallowRef } from 'vue'
import { get, sentence } from '@/api/client'
import type { Heading, Names, One, Page, Row } from '@/api/types'
import type { Params } from '@/lists/asked'
import { type Segments, append, nothing_read, prepend, replace } from '@/lists/segments'
import { behind, count_below, from, is_below, visible_rows, with_headings } from './tree'

export const gap: Row = { id: '', version: 0 }
const page_size = 300
const most_children = 2000

export interface Wanted {
  path: string
  query: Params // narrowing, sort, columns
  tree: boolean // with the headings above
}

export function use_rows(wanted: () => Wanted) {
  const read = shallowRef<Segments<Row>>(nothing_read())
  const names = ref<Names>({})
  const total = ref<number | null>(null)
  const loading = ref(false)
  const message = ref('')
  const lazy = ref(false) // only the top of the tree is read, and what was opened
  const closed = shallowRef(new Set<string>())
  const opened = shallowRef(new Set<string>())
  const childless = shallowRef(new Set<string>())
  let after: string | null = null // cursor of the next page
  let start: string | null = null // path to go on from, behind a closed branch
  let before: string | null = null
  const cut = new Set<string>() // closed branches that were not read to their end
  let turn = 0

  const all = computed(() => [...read.value.head, ...read.value.tail])
  const headings = shallowRef(new Map<string, Heading>()) // over rows, of what is no row of this person
  const visible = computed<Row[]>(() => {
    const rows = shown_rows()
    return headings.value.size && wanted().tree ? with_headings(rows, headings.value) : rows
  })
  function shown_rows(): Row[] {
    const { head, tail } = read.value
    const shut = lazy.value ? new Set<string>() : closed.value
    return tail.length ? [...visible_rows(head, shut), gap, ...visible_rows(tail, shut)] : visible_rows(head, shut)
  }
  const parents = computed(() => new Set(all.value.map((r) => String(r.parent_id ?? ''))))
  const is_open = (r: Row) => (lazy.value ? opened.value.has(r.id) : !closed.value.has(r.id))
  const has_parts = (r: Row) =>
    parents.value.has(r.id) || (closed.value.has(r.id) && !lazy.value) || (lazy.value && !childless.value.has(r.id) && ['aspect', 'item', 'finding'].includes(String(r.level ?? '')))

  async function page(more: Record<string, string | number | null>): Promise<Page> {
    const { path, query, tree } = wanted()
    const answer = await get<Page>(path, { ...query, ...(lazy.value ? { parent_id: '' } : {}), limit: page_size, ...(tree ? { above: 'true' } : {}), ...more })
    if (answer.above?.length) headings.value = new Map([...headings.value, ...answer.above.map((h) => [h.path, h] as const)])
    return answer
  }
  /** Runs one reading; what a later one made old is dropped. */
  async function reading(work: (mine: () => boolean) => Promise<void>): Promise<void> {
    const own = ++turn
    loading.value = true
    try {
      await work(() => own === turn)
      if (own === turn) message.value = ''
    } catch (error) {
      if (own === turn) message.value = sentence(error)
    } finally {
      if (own === turn) loading.value = false
    }
  }
  function took(answer: Page): void {
    names.value = { ...names.value, ...answer.names }
    total.value = answer.total ?? null
  }

  async function reload(): Promise<void> {
    start = before = after = null
    cut.clear()
    opened.value = new Set()
    childless.value = new Set()
    await reading(async (mine) => {
      const answer = await page({})
      if (!mine()) return
      took(answer)
      after = answer.next
      read.value = append(nothing_read<Row>(), answer.rows, !answer.next)
    })
  }
  async function more(): Promise<void> {
    if (loading.value || read.value.complete || message.value || (!after && !start)) return
    await reading(async (mine) => {
      const skipping = start
      const answer = await page({ after, ...(skipping ? { path: skipping } : {}) })
      if (!mine() || skipping !== start) return
      names.value = { ...names.value, ...answer.names }
      after = answer.next
      read.value = append(read.value, answer.rows, !answer.next)
    })
  }
  /** The last rows, without reading what lies between. */
  async function jump_to_end(): Promise<void> {
    if (read.value.complete || read.value.tail.length) return
    await reading(async (mine) => {
      const answer = await page({ backwards: 'true' })
      if (!mine()) return
      took(answer)
      before = answer.next
      read.value = prepend(read.value, answer.rows, !answer.next)
    })
  }
  /** Rows in front of the last ones; how many rows came. */
  async function back(): Promise<number> {
    if (loading.value || !before || !read.value.tail.length || message.value) return 0
    const had = visible.value.length
    await reading(async (mine) => {
      const answer = await page({ backwards: 'true', after: before })
      if (!mine()) return
      names.value = { ...names.value, ...answer.names }
      before = answer.next
      read.value = prepend(read.value, answer.rows, !answer.next)
    })
    return visible.value.length - had
  }
  /** Everything, for paper and for choosing all; false when there is more than `most`. */
  async function read_all(most: number): Promise<boolean> {
    while (!read.value.complete && !message.value && all.value.length <= most) await more()
    return read.value.complete && all.value.length <= most
  }

  /* ---- branches ---- */

  function close(r: Row): void {
    if (lazy.value) {
      const keep = (list: Row[]) => list.filter((x) => !is_below(x, r))
      read.value = { ...read.value, head: keep(read.value.head), tail: keep(read.value.tail) }
      opened.value = new Set([...opened.value].filter((id) => id !== r.id))
      return
    }
    closed.value = new Set([...closed.value, r.id])
    const { head, complete } = read.value
    const index = head.findIndex((x) => x.id === r.id)
    // the branch goes on where reading stopped: go on behind it
    if (!complete && index >= 0 && index + count_below(head, index) === head.length - 1) {
      start = behind(r)
      cut.add(r.id)
      after = null
      loading.value = false
      turn++
    }
  }
  async function open(r: Row): Promise<void> {
    if (lazy.value) return open_branch(r)
    closed.value = new Set([...closed.value].filter((id) => id !== r.id))
    const { head } = read.value
    const index = head.findIndex((x) => x.id === r.id)
    const last = head[index + count_below(head, index)]
    // what was not read of the branch comes before what stands behind it
    if (cut.delete(r.id) && last && index >= 0) {
      start = from(last)
      after = null
      turn++
      loading.value = false
      read.value = { head: head.slice(0, head.indexOf(last) + 1), tail: [], complete: false }
      await more()
    }
  }
  async function open_branch(r: Row): Promise<void> {
    const children: Row[] = []
    const { path, query } = wanted()
    await reading(async (mine) => {
      for (let next: string | null = ''; next !== null && children.length < most_children; ) {
        const answer: Page = await get<Page>(path, { ...query, parent_id: r.id, sort: 'path', limit: 500, after: next || null })
        if (!mine()) return
        names.value = { ...names.value, ...answer.names }
        children.push(...answer.rows)
        next = answer.next
      }
      if (!children.length) childless.value = new Set([...childless.value, r.id])
      opened.value = new Set([...opened.value, r.id])
      const put = (list: Row[]) => list.flatMap((x) => (x.id === r.id ? [x, ...children] : [x]))
      read.value = { ...read.value, head: put(read.value.head), tail: put(read.value.tail) }
    })
  }
  const toggle = (r: Row) => (is_open(r) ? close(r) : void open(r))
  /** Without a filter only the top is read again; a filtered tree has no whole branches, so its loaded rows are closed. */
  async function collapse_all(filtered: boolean): Promise<void> {
    if (filtered || headings.value.size) { // under headings that are no rows the top of the tree would be empty
      closed.value = new Set(all.value.filter((r) => parents.value.has(r.id)).map((r) => r.id))
      return
    }
    lazy.value = true
    closed.value = new Set()
    await reload()
  }
  async function expand_all(): Promise<void> {
    closed.value = new Set()
    if (!lazy.value && !start) return
    lazy.value = false
    await reload()
  }
  const collapsed = computed(() => lazy.value || closed.value.size > 0)

  /* ---- rows changed meanwhile ---- */

  const put = (row: Row) => (read.value = replace(read.value, row))
  const find = (id: string): Row | undefined => all.value.find((r) => r.id === id)
  async function refresh(ids: Iterable<string>): Promise<void> {
    const { path } = wanted()
    for (const id of ids) {
      if (!find(id)) continue
      try {
        const one = await get<One>(`${path}/${id}`)
        names.value = { ...names.value, ...one.names }
        put({ ...find(id), ...one.record })
      } catch {
        /* it stays as it was */
      }
    }
  }

  return { read, all, visible, names, total, loading, message, lazy, collapsed, parents, is_open, has_parts, reload, more, jump_to_end, back, read_all, toggle, open, close, collapse_all, expand_all, put, find, refresh }
}
export type Rows = ReturnType<typeof use_rows>
