/* Requests and their reviews from the server, and the open reviews this person may sign: asked for once, shown in the
 * navigation, on the first page and at the desk. */
import { computed, shallowRef } from 'vue'
import { get, post, Problem, type FieldProblem } from '@/api/client'
import { may_write, path_of } from '@/api/schema'
import { ledger, may, session } from '@/api/session'
import type { Page, Row } from '@/api/types'
import type { MovablePage } from '@/records/moves'
import { by_urgency } from './closing'

const most = 500 // of a page, as the server gives it

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
  const findings = page.rows.length ? await get<Page>(path_of('findings'), { state: 'under_review', columns: 'title,number,lead_unit_id', limit: most, total: 'false' }) : null
  if (mine !== turn) return
  open_reviews.value = { ...page, names: { ...page.names, ...findings?.names } }
  reviewed.value = Object.fromEntries((findings?.rows ?? []).map((f) => [f.id, f]))
}
/** Steps this person may sign now, the most urgent first. */
export const to_sign = computed<Row[]>(() => by_urgency((open_reviews.value?.rows ?? []).filter((r) => open_reviews.value?.moves?.[r.id]?.some((m) => m.allowed))))
/** Whoever keeps the route has the desk, even while nothing waits. */
export const has_desk = computed(() => to_sign.value.length > 0 || (may('read') && may_write('review_route', 'name')))
