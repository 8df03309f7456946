/* The first page's numbers and the lists they open. A number comes from the server with the filter of its rows. */
export interface Figure {
  count: number
  filter: string
}
export interface GroupRow {
  word?: string
  id?: string
  name?: string
  filter: string
  [column: string]: string | number | undefined
}
export interface Letter {
  id: string
  title: string
  issued_on: string | null
  signed_on: string | null
  findings: number
}
export interface Source {
  id: string
  code: string
  name: string
  kind: string
  level: string
  started_on: string | null
  ends_on: string | null
  months: number
  days_left?: number
  elapsed?: number
  levels: Record<string, number>
  actions: number
  letters: Letter[]
}
/** The one whose time ends next; when all are over, the last that was. */
export function nearest_source(sources: readonly Source[]): Source | null {
  const ending = sources.filter((s) => s.ends_on && s.days_left !== undefined).sort((a, b) => (a.days_left ?? 0) - (b.days_left ?? 0))
  return ending.find((s) => (s.days_left ?? 0) >= 0) ?? ending.at(-1) ?? null
}
export interface Figures {
  today: string
  figures: Record<string, Figure>
  columns: Record<string, string>
  groups: Record<string, GroupRow[]>
  rest: Record<string, Record<string, number>> /* of the rows a large group leaves out: how many, and their sums */
  levels: Record<string, number>
  actions: { total: number; states: Record<string, number> }
  sources: Source[]
}

export type Bucket = 'overdue' | 'due_today' | 'due_week' | 'due_later' | 'undated'
export const buckets: Bucket[] = ['overdue', 'due_today', 'due_week', 'due_later', 'undated']
export interface WorkItem {
  id: string
  ledger: string
  number: string | null
  title: string
  state: string
  level: string | null
  due_on: string | null
  due_as: string | null
  due_text: string | null
  bucket: Bucket
  days?: number
  unit: string | null
  person: string | null
  leads?: boolean
  answers_for?: boolean
  finding_id?: string | null
  finding_number?: string | null
  finding_title?: string | null
}
export type WorkLedger = { code: string; actions: number; total: Figure } & Record<Bucket, Figure>
export interface Work {
  today: string
  ledgers: WorkLedger[]
  ledgers_left_out: number
  findings: WorkItem[]
  findings_total: number
  actions: WorkItem[]
  actions_total: number
  more: boolean
}

/** Where the rows behind a number are: its filter and what the column adds. */
export const rows_at = (filter: string, more = '') => `/ledger?${[filter, more].filter(Boolean).join('&')}`

/** A column of a group: one that only repeats what the row is filtered by would ask for a state within a state. */
export const cell_at = (group: string, row: GroupRow, column: string, columns: Record<string, string>): string =>
  group === 'state' && column !== 'total' ? '' : rows_at(row.filter, columns[column])

/** Worst first: overdue, then open, then all; the official order where nothing tells them apart. */
export function by_need(rows: readonly GroupRow[]): GroupRow[] {
  const n = (row: GroupRow, column: string) => Number(row[column] ?? 0)
  return [...rows].sort((a, b) => n(b, 'overdue') - n(a, 'overdue') || n(b, 'open') - n(a, 'open') || n(b, 'total') - n(a, 'total'))
}

/** Share in whole per cent; never 100 before all, never 0 once there is some. */
export function share(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0
  if (part >= whole) return 100
  return Math.min(99, Math.max(1, Math.round((part * 100) / whole)))
}

/** Items by bucket, in the order they press; empty buckets are left out. */
export function by_bucket(items: readonly WorkItem[]): { bucket: Bucket; items: WorkItem[] }[] {
  return buckets.map((bucket) => ({ bucket, items: items.filter((i) => i.bucket === bucket) })).filter((b) => b.items.length)
}
