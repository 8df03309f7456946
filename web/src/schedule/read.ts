/* The plan of days from the server (src/schedule): what is asked is the ledger, a day, and what is supposed; nothing is kept. */
import { get, get_text, path_with, post } from '@/api/client'
import { field_of, path_of, record_type } from '@/api/schema'
import { ledger } from '@/api/session'
import type { Names, One, Page, Row, Values } from '@/api/types'
import { save_record } from '@/records/save'
import { keys_of } from '@/records/value'
import { record_of, type Schedule, type Supposed, suppose_text } from './plan'

const book = (what: string) => `/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/${what}`

export const read_schedule = (as_of: string, supposed: readonly Supposed[] = []): Promise<Schedule> => {
  const asked = new URLSearchParams(as_of ? { as_of } : {})
  for (const s of supposed) asked.append('suppose', suppose_text(s))
  const text = asked.toString()
  return get<Schedule>(book('schedule') + (text && `?${text}`))
}
/** The usual gates, written down as the inspection's own. */
export const use_gates = (inspection: string): Promise<{ added: number }> => post(book('milestones/use'), { inspection_id: inspection })

/** A record with what this person may change of it. */
export const one_of = (record: string, id: string): Promise<One> => get<One>(`${path_of(record)}/${id}`)
/** What a field's value travels as: a day of a deadline is exact, and no longer as it was written. */
function patch_of(record: string, field: string, value: string | number | null): Values {
  const deadline = field.endsWith('_on') ? field_of(record, field.slice(0, -3)) : undefined
  if (deadline?.kind !== 'deadline') return { [field]: value }
  const [on = '', as = '', text = ''] = keys_of(deadline)
  return { [on]: value, [as]: value === null ? null : 'day', [text]: null }
}
/** The field that a key belongs to, as rights name it. */
export const field_name = (record: string, key: string): string => (field_of(record, key) ? key : key.replace(/_on$/, ''))

/** One value into its record, with If-Match. Throws what the server says against it. */
export async function write_value(record: string, id: string, field: string, value: string | number | null): Promise<One> {
  const type = record_type(record)
  if (!type) throw new Error(record)
  const one = await one_of(record, id)
  return save_record(type, path_of(record), one.record, patch_of(record, field, value), one.names)
}
export const write_supposed = (kind: 'measure' | 'gate', s: Supposed): Promise<One> =>
  write_value(record_of(kind), s.id, s.field, s.value === '' ? null : s.field.endsWith('_on') ? s.value : Number(s.value))

export const find_measures = (q: string): Promise<Page> => get<Page>(path_of('corrective_actions'), { q: q || null, limit: 20, total: 'false' })
/** How measures are called, by number and text. */
export async function measure_names(ids: readonly string[]): Promise<Names> {
  const all = await Promise.all(ids.map((id) => one_of('corrective_action', id).then((one) => [id, measure_label(one.record)] as const, () => null)))
  return Object.fromEntries(all.filter((x) => x !== null))
}
export const measure_label = (r: Row): string => [r.number, r.measure].filter(Boolean).join('　')

export interface ChartAsked {
  preset: string
  group_by: string
  inspection_id: string
  as_of: string
}
const said = (asked: object) => Object.fromEntries(Object.entries(asked).filter(([, v]) => v))
export const read_chart = (asked: ChartAsked): Promise<string> => get_text(book('chart.svg'), said(asked))
export const chart_file = (kind: 'pdf' | 'png', asked: ChartAsked, paper: string): string => path_with(book(`chart.${kind}`), { ...said(asked), paper })
