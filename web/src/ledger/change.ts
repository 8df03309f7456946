/* A change of a row in the ledger: its own fields, and responsibilities that stand in it as columns. */
import type { Row, Values } from '@/api/types'
import { holder_of, single_roles } from './roles'

export interface RoleChange {
  role: string
  mode: 'add' | 'remove' | 'replace'
  holders: string[]
}
export interface RowChange {
  row: Row
  patch: Values
  answering: RoleChange[]
}
export type Status = 'done' | 'same' | 'refused' | 'conflict' | 'not_found'
export interface Outcome {
  id: string
  status: Status
  version?: number
  errors: { field?: string; message?: string }[]
}
/** Fields that are responsibilities, taken out of a patch. */
export function split_patch(row: Row, patch: Values): RowChange {
  const own: Values = {}
  const answering: RoleChange[] = []
  for (const [name, value] of Object.entries(patch)) {
    const role = single_roles[name]
    if (role) answering.push({ role, mode: 'replace', holders: value ? [String(value)] : [] })
    else own[name] = value
  }
  return { row, patch: own, answering }
}

/** Worst first: a row one part of which was refused is refused. */
const order: Status[] = ['not_found', 'conflict', 'refused', 'done', 'same']
export function merge(a: Outcome | undefined, b: Outcome): Outcome {
  if (!a) return b
  const status = order[Math.min(order.indexOf(a.status), order.indexOf(b.status))] as Status
  return { id: b.id, status, version: b.version ?? a.version, errors: [...a.errors, ...b.errors] }
}

/** What must happen to the responsibilities of one finding for this change. */
export function role_steps(now: readonly Row[], change: RoleChange): { add: string[]; change: [Row, string][]; end: Row[] } {
  const key = holder_of(change.role)
  const current = now.filter((r) => r.role === change.role)
  const held = new Set(current.map((r) => String(r[key] ?? '')))
  const wanted = new Set(change.holders)
  if (change.mode === 'add') return { add: change.holders.filter((h) => !held.has(h)), change: [], end: [] }
  if (change.mode === 'remove') return { add: [], change: [], end: current.filter((r) => wanted.has(String(r[key] ?? ''))) }
  const add = change.holders.filter((h) => !held.has(h))
  const end = current.filter((r) => !wanted.has(String(r[key] ?? '')))
  if (Object.values(single_roles).includes(change.role) && add.length && end.length) return { add: [], change: [[end[0] as Row, add[0] as string]], end: [] }
  return { add, change: [], end }
}

/** The row as it now is, as far as the change says; what is derived comes with the next reading. */
export function row_after(row: Row, change: RowChange, outcome: Outcome): Row {
  const out: Row = { ...row, ...change.patch, version: outcome.version ?? row.version }
  for (const [name, role] of Object.entries(single_roles)) {
    const r = change.answering.find((x) => x.role === role)
    if (r) out[name] = r.holders[0] ?? null
  }
  return out
}
/** What it was, for taking it back. */
export function before_of(change: RowChange): Values {
  const out: Values = Object.fromEntries(Object.keys(change.patch).map((k) => [k, change.row[k] ?? null]))
  for (const [name, role] of Object.entries(single_roles)) if (change.answering.some((x) => x.role === role)) out[name] = change.row[name] ?? null
  return out
}
