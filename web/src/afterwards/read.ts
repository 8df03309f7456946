/* Look-backs, quality, outcomes and contradictions from the server; a number comes with the list of its rows. */
import { get, post } from '@/api/client'
import { path_of } from '@/api/schema'
import { ledger } from '@/api/session'
import type { MovablePage } from '@/records/moves'

const book = (what: string) => `/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/${what}`

export interface Drawn {
  finding_id: string
  check_id: string | null
  number: string | null
  title: string
  unit: string | null
  weight: string
  note: string
}
export interface Sample {
  seed: string
  batch: string
  candidates: number
  drawn: Drawn[]
}
export interface SampleWanted {
  count: number
  seed?: string
  planned_on?: string
}
export const draw_sample = (wanted: SampleWanted, dry_run: boolean): Promise<Sample> =>
  post<Sample>(book('effectiveness_checks/sample'), wanted, dry_run ? { dry_run: true } : {})

export const checks_of = (finding: string): Promise<MovablePage> =>
  get<MovablePage>(path_of('effectiveness_checks'), { finding_id: finding, moves: true, limit: 100, total: 'false' })
export const checks_in = (state: string, after: string | null): Promise<MovablePage> =>
  get<MovablePage>(path_of('effectiveness_checks'), { ...(state ? { state } : {}), moves: true, sort: 'planned_on', limit: 50, after })
export const check_counts = (): Promise<{ counts: { value: string | null; count: number }[] }> =>
  get(`${path_of('effectiveness_checks')}/counts`, { by: 'state' })

export interface Fact {
  fact: string
  count: number
  record: string
  filter: string
  label: string
  label_en: string
  weight: string
  contribution: string
}
export interface QualityUnit {
  id: string | null
  name: string | null
  value: string | null
  filter: string
  counts: Record<string, number>
}
export interface Quality {
  label: string
  label_en: string
  formula: string
  formula_en: string
  value: string | null
  base: string
  floor: string
  per: { fact: string; count: number; record: string; filter: string }
  facts: Fact[]
  units_left_out: number
  units: QualityUnit[]
}
export const read_quality = (): Promise<Quality> => get<Quality>(book('quality'))

export interface OutcomeFigure {
  by: string
  value: string
  count: number
  filter: string
  fen?: number
  yuan?: string
  persons?: number
}
export interface Outcomes {
  from: string | null
  until: string | null
  figures: Record<string, OutcomeFigure[]>
}
export const read_outcomes = (from?: string | null, until?: string | null): Promise<Outcomes> =>
  get<Outcomes>(book('outcomes'), { from: from || null, until: until || null })

export interface Contradiction {
  code: string
  finding_id: string
  number: string | null
  title: string
  unit: string | null
  message: string
  message_en: string
}
export interface Contradictions {
  total: number
  more: boolean
  contradictions: Contradiction[]
}
export const read_contradictions = (finding?: string): Promise<Contradictions> =>
  get<Contradictions>(book('contradictions'), { finding_id: finding ?? null })
