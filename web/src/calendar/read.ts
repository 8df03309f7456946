/* Which days are worked, from the server: a year of them, sums with working days, the organisation's own, a year's table taken in. */
import { get, post, request } from '@/api/client'
import { path_of, record_type } from '@/api/schema'
import { ledger } from '@/api/session'
import type { One, Page, Row } from '@/api/types'
import { make_drafts } from '@/records/draft'
import { type CalendarChange, type Effect, effect_text } from './effect'
import { type CalendarDay, year_begins, year_ends } from './months'

const book = (what: string) => `/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/${what}`

export interface Calendar {
  today: string
  working_days: number
  untabled: number | null // the first year among them that has no table of holidays
  days: CalendarDay[]
}
export const read_year = (year: number): Promise<Calendar> => get<Calendar>(book('calendar'), { from: year_begins(year), until: year_ends(year) })

export interface Workday {
  from: string
  until: string
  working_days: number
  untabled: number | null
  explanation: string
}
export type WorkdayAsked = { from: string; add: string } | { from: string; until: string }
export const read_workday = (asked: WorkdayAsked): Promise<Workday> => get<Workday>(book('workday'), { ...asked })

export interface TableTaken {
  id: string
  year: number
  entries: number
}
export const take_table = (file: File, dry_run: boolean): Promise<TableTaken> =>
  request<TableTaken>('POST', '/api/v1/imports/calendar', { file: { bytes: file, name: file.name }, dry_run })

/** The server makes the change and takes it back. */
export const preview_change = (change: CalendarChange): Promise<Effect> => post<Effect>(book('calendar/preview'), change)
/** For a question that has to be answered at once: what cannot be tried is left out. */
export const effect_before = (change: CalendarChange): Promise<string> => preview_change(change).then(effect_text, () => '')

/** Whose calendar it is, and those above it, the nearest first: their days hold here too. */
export async function organisations_of_ledger(): Promise<Row[]> {
  const book_record = (await get<One>(`${path_of('ledgers')}/${ledger.value?.id ?? ''}`)).record
  const chain: Row[] = []
  for (let id = book_record.organisation_id; id && chain.length < 12; id = chain.at(-1)?.parent_id) chain.push((await get<One>(`${path_of('organisations')}/${String(id)}`)).record)
  return chain
}
/** Newest first. */
export const own_days_of = (organisations: Row[], after: string | null): Promise<Page> =>
  get<Page>(path_of('calendar_days'), { organisation_id: organisations.map((o) => o.id).join(','), sort: '-first_on', limit: 20, after })
export const own_day = (id: string): Promise<One> => get<One>(`${path_of('calendar_days')}/${id}`)

/** Imported tables have a list of their own, from which one is withdrawn. */
export const tables_place = () => `/records/${record_type('calendar_year')?.plural ?? 'calendar_years'}`

export const day_drafts = make_drafts('', [], ['kind']) // that it is a rest alone is no work
