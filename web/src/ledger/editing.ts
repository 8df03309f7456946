/* Changing cells: shown at once, taken back when the server says no; the last changes can be undone. */
import { type Ref, ref, shallowRef } from 'vue'
import { get, sentence } from '@/api/client'
import type { Field, Names, One, RecordType, Row, Values } from '@/api/types'
import { save_record } from '@/records/save'
import { t } from '@/texts'
import { ElMessage } from '@/ui'
import { apply } from './apply'
import { row_after, split_patch } from './change'
import { set_single } from './responsible'
import { single_roles } from './roles'

export interface Editing {
  row: Row
  field: Field
  patch: Values
  error: string
}
/** One thing to take back: rows with the values they had. */
export interface Undo {
  rows: { id: string; before: Values }[]
}
const most_undone = 50

export function use_editing(page: { type: () => RecordType; path: () => string; today: () => string; names: Ref<Names>; find: (id: string) => Row | undefined; put: (row: Row) => void }) {
  const now = shallowRef<Editing | null>(null)
  const undone = ref<Undo[]>([])

  function begin(row: Row, field: Field): void {
    now.value = { row, field, patch: {}, error: '' }
  }
  const cancel = () => (now.value = null)
  let saving = Promise.resolve()
  /** Whether the last change stands, when it is known. */
  const saved = async (): Promise<boolean> => saving.then(() => !now.value?.error)
  const keep = (undo: Undo) => (undone.value = [...undone.value.slice(1 - most_undone), undo])

  /** Writes fields of a row; those that are responsibilities go their own way. */
  async function write(row: Row, patch: Values): Promise<Row> {
    const fields = Object.fromEntries(Object.entries(patch).filter(([name]) => !(name in single_roles)))
    for (const [name, value] of Object.entries(patch)) {
      const role = single_roles[name]
      if (role) await set_single(row.id, role, (value as string | null) ?? null, page.today())
    }
    const one = Object.keys(fields).length ? await save_record(page.type(), page.path(), row, fields, page.names.value) : await get<One>(`${page.path()}/${row.id}`)
    page.names.value = { ...page.names.value, ...one.names }
    return one.record
  }
  async function commit(patch: Values): Promise<void> {
    const e = now.value
    if (!e) return
    const row = page.find(e.row.id) ?? e.row
    const changed = Object.fromEntries(Object.entries(patch).filter(([k, v]) => JSON.stringify(v ?? null) !== JSON.stringify(row[k] ?? null)))
    now.value = null
    if (!Object.keys(changed).length) return
    const before = Object.fromEntries(Object.keys(changed).map((k) => [k, row[k] ?? null]))
    page.put({ ...row, ...changed })
    saving = save(e, row, changed, before)
    await saving
  }
  async function save(e: Editing, row: Row, changed: Values, before: Values): Promise<void> {
    try {
      const after = await write(row, changed)
      page.put({ ...(page.find(row.id) ?? row), ...after })
      keep({ rows: [{ id: row.id, before }] })
    } catch (error) {
      page.put({ ...(page.find(row.id) ?? row), ...before })
      now.value = { ...e, row, patch: changed, error: sentence(error) }
    }
  }
  async function undo_one(last: Undo): Promise<number> {
    const one = last.rows[0]
    const row = one && page.find(one.id)
    if (!row) return 0
    try {
      page.put({ ...row, ...(await write(row, one.before)) })
      return 1
    } catch (error) {
      ElMessage({ message: sentence(error), type: 'warning', duration: 6000 })
      return 0
    }
  }
  async function undo_many(last: Undo): Promise<number> {
    const changes = last.rows.flatMap(({ id, before }) => {
      const row = page.find(id)
      return row ? [split_patch(row, before)] : []
    })
    const outcomes = await apply(page.path(), changes, { dry_run: false, today: page.today() })
    let good = 0
    for (const [i, o] of outcomes.entries()) {
      const change = changes[i]
      if (!change || o.status !== 'done') continue
      page.put(row_after(page.find(o.id) ?? change.row, change, o))
      good++
    }
    if (good < last.rows.length) ElMessage({ message: t.list.not_undone(last.rows.length - good), type: 'warning', duration: 6000 })
    return good
  }
  async function undo(): Promise<void> {
    const last = undone.value.at(-1)
    if (!last) {
      ElMessage({ message: t.list.nothing_to_undo, duration: 2000 })
      return
    }
    undone.value = undone.value.slice(0, -1)
    const good = last.rows.length > 1 ? await undo_many(last) : await undo_one(last)
    if (good) ElMessage({ message: t.list.undone(good), type: 'success', duration: 2500 })
  }
  return { now, undone, begin, cancel, commit, saved, undo, keep, write }
}
