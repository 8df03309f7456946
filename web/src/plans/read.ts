/* A plan and all that belongs to it, from the server. */
import { get } from '@/api/client'
import { path_of } from '@/api/schema'
import type { Names, One, Row } from '@/api/types'
import type { Move, MovablePage } from '@/records/moves'

const most = 500 // of a page, as the server gives it

export interface Rows {
  rows: Row[]
  names: Names
  moves: Record<string, Move[]>
}
export const nothing = (): Rows => ({ rows: [], names: {}, moves: {} })

/** All rows of a list, page by page. */
export async function all_of(record: string, query: Record<string, string | boolean | null>): Promise<Rows> {
  const out = nothing()
  let after: string | null = null
  do {
    const page: MovablePage = await get<MovablePage>(path_of(record), { ...query, limit: most, total: 'false', after })
    out.rows.push(...page.rows)
    Object.assign(out.names, page.names)
    Object.assign(out.moves, page.moves)
    after = page.next
  } while (after)
  return out
}

export const plan_of = (id: string) => get<One & { moves?: Move[] }>(`${path_of('plans')}/${id}`)
const columns = 'number,title,level,path,parent_id,completion,due,lead_unit_id,restricted,state'
/** The problems a plan is about: those of its inspection, with their points; of a plan under it those its measures answer. */
export async function problems_of(plan: Row, measures: readonly Row[]): Promise<Rows> {
  if (plan.inspection_id) return all_of('findings', { inspection_id: String(plan.inspection_id), level: 'finding,demand,point', sort: 'path', columns })
  const ids = [...new Set(measures.flatMap((m) => (Array.isArray(m.answers) ? m.answers.map(String) : [])))]
  const out = nothing()
  const known = await Promise.all(ids.slice(0, most).map((id) => get<One>(`${path_of('findings')}/${id}`).catch(() => null)))
  for (const one of known) {
    if (!one) continue
    out.rows.push(one.record)
    Object.assign(out.names, one.names)
  }
  return out
}

export interface Content {
  record: Row
  plan: Row
  measures: Row[]
  criteria: Row[]
  findings: Row[]
  responsibilities: Row[]
  left_out: number
  intact: boolean
  names: Names
}
export const content_of = (record: 'plan_versions' | 'plan_extracts', id: string) => get<Content>(`${path_of(record)}/${id}/content`)

export interface Difference {
  what: 'added' | 'removed' | 'changed'
  record: string
  label: string
  id: string
  caption: string
  changes: { field: string; label: string; before: string; after: string }[]
}
export interface Comparison {
  before: Row
  after: Row
  differences: Difference[]
  left_out: number
}
export const compare = (version: string, other: string) => get<Comparison>(`${path_of('plan_versions')}/${version}/compare`, { with: other })
