/* Criteria, requests and traces from the server, and the requests this person is to answer: asked for once, shown in the
 * navigation and in the inbox. */
import { computed, shallowRef } from 'vue'
import { get, post, Problem, type FieldProblem } from '@/api/client'
import { path_of } from '@/api/schema'
import { ledger, may, session } from '@/api/session'
import type { Names, Page, Row, Values } from '@/api/types'
import type { Move, MovablePage } from '@/records/moves'
import { by_waiting, type Tally } from './doing'

const most = 500 // of a page, as the server gives it
const about = (record: string, finding: string, more: Record<string, string | number | boolean> = {}) => get<MovablePage>(path_of(record), { finding_id: finding, limit: most, total: 'false', ...more })

export const criteria_of = (finding: string): Promise<Page> => about('acceptance_criteria', finding)
export const extensions_of = (finding: string): Promise<MovablePage> => about('extension_requests', finding, { moves: true })
export const requests_of = (finding: string): Promise<MovablePage> => about('requests', finding, { moves: true })
export const traces_of = (finding: string): Promise<Page> => about('traces', finding)

/** What stands against more time, before anything is filled in. */
export async function extension_asked_ahead(of: Values): Promise<FieldProblem[]> {
  try {
    await post(path_of('extension_requests'), of, { dry_run: true })
    return []
  } catch (error) {
    return error instanceof Problem && error.status === 422 ? error.errors.filter((e) => e.code?.startsWith('extension_')) : []
  }
}

/** How often each leader led this kind of work. */
export const led_by = (kind: string): Promise<{ counts: Tally[]; names: Names }> => get(`${path_of('traces')}/counts`, { by: 'led_by_id', kind })

/* ---- the inbox ---- */

export const open_requests = shallowRef<MovablePage | null>(null)
let turn = 0
let shown_for = ''

export async function load_open_requests(): Promise<void> {
  const mine = ++turn
  const whose = `${session.value?.username} ${ledger.value?.code}`
  if (whose !== shown_for) open_requests.value = null // what another ledger holds is not shown meanwhile
  shown_for = whose
  if (!session.value || session.value.must_change_password || !ledger.value || !may('read')) {
    open_requests.value = null
    return
  }
  const page = await get<MovablePage>(path_of('requests'), { state: 'open', moves: true, limit: most, total: 'false' })
  if (mine === turn) open_requests.value = page
}

/** Whoever answers in another's name records a paper: the server asks him whose. */
export const records_paper = (move: Move): boolean => move.takes.includes('answered_by_id')
const answer_of = (row: Row): Move | undefined => open_requests.value?.moves?.[row.id]?.find((m) => m.event === 'answer' && m.allowed)
/** Those this person answers himself. */
export const to_answer = computed<Row[]>(() =>
  by_waiting(open_requests.value?.rows ?? []).filter((r) => {
    const move = answer_of(r)
    return !!move && (!records_paper(move) || r.addressee_id === session.value?.person.id)
  }),
)
/** Those whose answer he may record from paper. */
export const to_record = computed<Row[]>(() => {
  const own = new Set(to_answer.value.map((r) => r.id))
  return by_waiting(open_requests.value?.rows ?? []).filter((r) => !own.has(r.id) && answer_of(r))
})
