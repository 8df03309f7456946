/* Requests and their reviews from the server, and the open reviews this person may sign: asked for once, shown in the
 * navigation, on the first page and at the desk. */
import { computed, shallowRef } from 'vue'
import { get, post, Problem, type FieldProblem } from '@/api/client'
import { may_write, path_of } from '@/api/schema'
import { ledger, may, session } from '@/api/session'
import type { Names, One, Page, Row } from '@/api/types'
import type { MovablePage } from '@/records/moves'
import { by_urgency } from './closing'

const most = 500 // of a page, as the server gives it
const few = 30 // that are asked for one by one

export const requests_of = (finding: string): Promise<MovablePage> => get<MovablePage>(path_of('closure_requests'), { finding_id: finding, moves: true, limit: 100, total: 'false' })
export const reviews_of = (finding: string): Promise<MovablePage> => get<MovablePage>(path_of('review_steps'), { finding_id: finding, moves: true, limit: most, total: 'false' })

/** What stands in the way of closing, before anything is filled in. */
export async function asked_ahead(finding: string): Promise<FieldProblem[]> {
  try {
    await post(path_of('closure_requests'), { finding_id: finding }, { dry_run: true })
    return []
  } catch (error) {
    return error instanceof Problem && error.status === 422 ? error.errors.filter((e) => e.code?.startsWith('closing_')) : []
  }
}

/* ---- the desk ---- */

export const open_reviews = shallowRef<MovablePage | null>(null)
/** The problems they are about: number and unit are not in a step. */
export const reviewed = shallowRef<Record<string, Row>>({})
let turn = 0
let shown_for = ''

/** The problems under review come as a list; others, as where more time is asked for, one by one, as far as they show. */
async function problems_of(steps: readonly Row[]): Promise<{ rows: Row[]; names: Names }> {
  const page = steps.some((s) => s.closure_request_id) ? await get<Page>(path_of('findings'), { state: 'under_review', columns: 'title,number,lead_unit_id', limit: most, total: 'false' }) : { rows: [], names: {} }
  const known = new Set(page.rows.map((r) => r.id))
  const others = [...new Set(steps.map((s) => String(s.finding_id ?? '')))].filter((id) => id && !known.has(id)).slice(0, few)
  const ones = await Promise.all(others.map((id) => get<One>(`${path_of('findings')}/${id}`).catch(() => null)))
  const found = ones.filter((one): one is One => !!one)
  return { rows: [...page.rows, ...found.map((one) => one.record)], names: Object.assign({}, page.names, ...found.map((one) => one.names)) as Names }
}

export async function load_open_reviews(): Promise<void> {
  const mine = ++turn
  const whose = `${session.value?.username} ${ledger.value?.code}`
  if (whose !== shown_for) open_reviews.value = null // what another ledger holds is not shown meanwhile
  shown_for = whose
  if (!session.value || session.value.must_change_password || !ledger.value || !may('read')) {
    open_reviews.value = null
    return
  }
  const page = await get<MovablePage>(path_of('review_steps'), { state: 'open', moves: true, limit: most, total: 'false' })
  const { rows, names } = page.rows.length ? await problems_of(page.rows) : { rows: [], names: {} }
  if (mine !== turn) return
  open_reviews.value = { ...page, names: { ...page.names, ...names } }
  reviewed.value = Object.fromEntries(rows.map((f) => [f.id, f]))
}
/** Steps this person may sign now, the most urgent first. */
export const to_sign = computed<Row[]>(() => by_urgency((open_reviews.value?.rows ?? []).filter((r) => open_reviews.value?.moves?.[r.id]?.some((m) => m.allowed))))
/** The step is his own hand's, says the server; else he records what somebody else signed on paper. */
export const signs_himself = (step: Row): boolean => !!open_reviews.value?.moves?.[step.id]?.some((m) => m.allowed && m.party)
export const own_to_sign = computed(() => to_sign.value.filter(signs_himself))
export const paper_to_record = computed(() => to_sign.value.filter((s) => !signs_himself(s)))
/** Whoever keeps the route has the desk, even while nothing waits. */
export const has_desk = computed(() => to_sign.value.length > 0 || (may('read') && may_write('review_route', 'name')))
