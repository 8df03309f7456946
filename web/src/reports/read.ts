/* Reports and who owes them, from the server. */
import { onBeforeUnmount, ref, type Ref, watch } from 'vue'
import { get, post } from '@/api/client'
import { field_of, may_add, may_write, path_of, record_type, word_label } from '@/api/schema'
import { ledger } from '@/api/session'
import type { One, Page, Row } from '@/api/types'
import { make_drafts } from '@/records/draft'
import type { Move, MoveResult } from '@/records/moves'
import { t } from '@/texts'
import type { Basis, Desk, DeskRow } from './reports'

export type Read = One & { moves?: Move[] }
const at = (what: string) => `/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/${what}`

/** As of a day, or of today. */
export const read_desk = (as_of = ''): Promise<Desk> => get<Desk>(at('report_desk'), { as_of: as_of || null })
export const read_basis = (wish: { duty?: string; unit?: string; day?: string; from?: string; until?: string }): Promise<Basis> => get<Basis>(at('report_draft'), wish)
export const read_report = (id: string): Promise<Read> => get<Read>(`${path_of('progress_reports')}/${id}`)
/** Those made by no duty, the newest first. */
export const read_ad_hoc = (): Promise<Page> =>
  get<Page>(path_of('progress_reports'), { reporting_duty_id: '', sort: '-until_on', columns: 'number,title,organisation_id,from_on,until_on,state', limit: 20, total: 'false' })
export const any_duty = async (): Promise<boolean> => (await get<Page>(path_of('reporting_duties'), { limit: 1, total: 'false' })).rows.length > 0
export const use_usual = (): Promise<{ added: number }> => post<{ added: number }>(`${path_of('reporting_duties')}/usual`, {})

export async function move_reports(event: string, rows: readonly Pick<Row, 'id' | 'version'>[]): Promise<MoveResult[]> {
  return (await post<{ results: MoveResult[] }>(`${path_of('progress_reports')}/moves/${event}`, { items: rows.map((r) => ({ id: r.id, version: r.version })) })).results
}

/** Who arranges the reports; who writes one, in some unit at least. */
export const may_arrange = () => may_add(record_type('reporting_duty'))
export const may_report = () => may_write('progress_report', 'problems')

export const state_text = (state: DeskRow['state']): string => (state === 'missing' ? t.reports.missing : word_label(field_of('progress_report', 'state')?.of, state))

/** What was begun and not saved, by report; of one that is none yet, by what it will be. */
export const drafts = make_drafts('progress_report_id', ['papers'])

/** Whole minutes since this answer came: a countdown goes on while one looks at it. */
export function minutes_since(source: Ref<unknown>): Ref<number> {
  const minutes = ref(0)
  let came = Date.now()
  watch(source, () => {
    came = Date.now()
    minutes.value = 0
  })
  const timer = window.setInterval(() => (minutes.value = Math.floor((Date.now() - came) / 60000)), 10000)
  onBeforeUnmount(() => window.clearInterval(timer))
  return minutes
}
