/* Plans: what can be said of one without the server. */
import type { FieldProblem } from '@/api/client'
import type { Names, Row, Values } from '@/api/types'
import { long_date } from '@/format/dates'

/** The parts of a plan's text, in the order in which a plan is read. */
export const parts = ['goal', 'contents', 'timetable', 'leadership', 'division', 'safeguards']

/** What is written freely: before anybody is asked to sign. Afterwards a change is asked about first. */
export const is_draft = (plan: Row | undefined): boolean => plan?.state === 'draft' || plan?.state === 'returned'

/* ---- measures under their problems ---- */

export interface Group {
  id: string // of the problem
  finding?: Row // not said: it is not this person's to see, or none of the inspection's
  measures: Row[]
}

const answers_of = (measure: Row): string[] => (Array.isArray(measure.answers) ? measure.answers.map(String) : [])

/** Problems in their order, each with its measures; one that serves several stands under the first. A point's measure stands under
 * its problem. Problems without any come first when they are still to be answered. */
export function group_measures(findings: readonly Row[], measures: readonly Row[]): Group[] {
  const above = new Map(findings.map((f) => [f.id, f.level === 'point' && f.parent_id ? String(f.parent_id) : f.id]))
  const groups = new Map<string, Group>(findings.filter((f) => f.level !== 'point').map((f) => [f.id, { id: f.id, finding: f, measures: [] }]))
  for (const m of measures) {
    const id = answers_of(m).map((a) => above.get(a) ?? a)[0] ?? ''
    const group = groups.get(id) ?? { id, measures: [] }
    groups.set(id, group)
    group.measures.push(m)
  }
  const all = [...groups.values()].filter((g) => g.measures.length || needs_answer(g.finding))
  return [...all.filter((g) => !g.measures.length), ...all.filter((g) => g.measures.length)]
}
/** A problem or demand that nobody has said is done. */
export const needs_answer = (finding: Row | undefined): boolean => !!finding && (finding.level === 'finding' || finding.level === 'demand') && !finding.completion

/** Whether a measure lacks what the submit would ask for. */
export const lacks = (measure: Row): string[] => ['organisation_id', 'due_as', 'deliverable'].filter((name) => !measure[name]).map((name) => (name === 'due_as' ? 'due' : name))
/** It touches money, posts or persons, and nobody has found it lawful. */
export const waits_for_law = (measure: Row): boolean => !!(measure.touches_money || measure.touches_posts || measure.touches_persons) && measure.lawful !== 'lawful'

/* ---- what is still missing ---- */

export interface Missing {
  message: string
  place: string // the id of an element on the page; '' nowhere
}
/** Each condition of the submit, with the place where it is met: a part of the text, a measure, a problem, the opinions. */
export function missing_of(why: readonly FieldProblem[], measures: readonly Row[], findings: readonly Row[]): Missing[] {
  return why.map((w) => {
    const message = String(w.message ?? '').replace(/\d{4}-\d{2}-\d{2}/g, (day) => long_date(day))
    return { message, place: place_of(w, measures, findings) }
  })
}
function place_of(w: FieldProblem, measures: readonly Row[], findings: readonly Row[]): string {
  if (w.field && parts.includes(w.field)) return `part-${w.field}`
  if (w.field === 'body_id') return 'plan-facts'
  if (w.code === 'plan_opinion_open') return 'opinions'
  const said = (row: Row) => !!row.number && new RegExp(`${String(row.number)}(?![-\\d])`).test(w.message ?? '')
  const measure = measures.find(said)
  if (measure) return `measure-${measure.id}`
  const finding = findings.find(said)
  if (finding) return `problem-${finding.id}`
  return w.field === 'parent_id' ? '' : 'measures'
}

/* ---- rows in their order ---- */

/** As they were made. */
export const by_time = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => String(a.created_at ?? '').localeCompare(String(b.created_at ?? '')) || a.id.localeCompare(b.id))
/** Of one turn what was submitted comes first, then what was approved. */
export const by_turn = (rows: readonly Row[]): Row[] => {
  const rank = (r: Row) => (r.stage === 'submitted' ? 0 : 1)
  return by_time(rows).sort((a, b) => Number(a.turn ?? 0) - Number(b.turn ?? 0) || rank(a) - rank(b))
}
/** The steps of the turn that counts, in the order in which they are signed. */
export function steps_now(steps: readonly Row[], turn: unknown): Row[] {
  return steps.filter((s) => Number(s.turn ?? 0) === Number(turn ?? 0)).sort((a, b) => Number(a.position ?? 0) - Number(b.position ?? 0) || a.id.localeCompare(b.id))
}
export const signed_of = (steps: readonly Row[]): { signed: number; all: number } => {
  const live = steps.filter((s) => s.state !== 'void')
  return { signed: live.filter((s) => s.state === 'passed').length, all: live.length }
}
/** Live extracts first, each state together. */
const extract_order = ['issued', 'signed', 'void']
export const by_extract = (rows: readonly Row[], names: Names): Row[] =>
  [...rows].sort((a, b) => extract_order.indexOf(String(a.state)) - extract_order.indexOf(String(b.state)) || String(names[String(a.organisation_id)]).localeCompare(String(names[String(b.organisation_id)]), 'zh'))

/** What a unit's own measure begins with, below one of the organisation's. */
export const below = (upper: Row, plan: string): Values => ({ answers: upper.answers, parent_id: upper.id, plan_id: plan, organisation_id: upper.organisation_id })
