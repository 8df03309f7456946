import { expect, test } from 'vitest'
import type { Row } from '@/api/types'
import { by_turn, group_measures, lacks, missing_of, signed_of, steps_now, waits_for_law } from './plans'

const row = (id: string, more: Record<string, unknown> = {}): Row => ({ id, version: 1, ...more })

test('measures stand under the first problem they answer, a point’s under its problem; problems without any come first', () => {
  const findings = [row('f1', { level: 'finding' }), row('p1', { level: 'point', parent_id: 'f1' }), row('f2', { level: 'finding' }), row('f3', { level: 'finding', completion: 'done' })]
  const groups = group_measures(findings, [row('m1', { answers: ['p1'] }), row('m2', { answers: ['f1', 'f2'] }), row('m3', { answers: ['unseen'] })])
  expect(groups.map((g) => [g.id, g.measures.map((m) => m.id)])).toEqual([
    ['f2', []],
    ['f1', ['m1', 'm2']],
    ['unseen', ['m3']],
  ])
})

test('what a measure lacks', () => {
  expect(lacks(row('m', { organisation_id: 'u', due_as: 'ongoing', deliverable: 'x' }))).toEqual([])
  expect(lacks(row('m'))).toEqual(['organisation_id', 'due', 'deliverable'])
  expect(waits_for_law(row('m', { touches_money: true, lawful: 'to_change' }))).toBe(true)
  expect(waits_for_law(row('m', { touches_money: true, lawful: 'lawful' }))).toBe(false)
  expect(waits_for_law(row('m', {}))).toBe(false)
})

test('each thing that is missing leads to its place', () => {
  const measures = [row('m1', { number: 'ZGJ-2026-C0001' }), row('m10', { number: 'ZGJ-2026-C00010' })]
  const findings = [row('f1', { number: 'ZGJ-2026-0013' }), row('f2', { number: 'ZGJ-2026-0013-2' })]
  const told = missing_of(
    [
      { field: 'goal', code: 'plan_part', message: '方案缺少“总体目标”' },
      { field: 'measures', code: 'plan_measure_bare', message: '措施 ZGJ-2026-C0001 还缺责任单位' },
      { field: 'measures', code: 'plan_unanswered', message: 'ZGJ-2026-0013“矿山”在方案里没有措施' },
      { field: 'measures', code: 'plan_unanswered', message: 'ZGJ-2026-0013-2“储量”在方案里没有措施' },
      { field: 'opinions', code: 'plan_opinion_open', message: '征求办公室的意见还没有反馈' },
      { field: '', code: 'plan_no_measure', message: '方案里还没有措施' },
      { field: 'measures', code: 'plan_measure_late', message: '措施 ZGJ-2026-C0001 的时限 2026-12-31 晚于 2026-11-30' },
    ],
    measures,
    findings,
  )
  expect(told.map((m) => m.place)).toEqual(['part-goal', 'measure-m1', 'problem-f1', 'problem-f2', 'opinions', 'measures', 'measure-m1'])
  expect(told[6]?.message).toContain('2026年12月31日')
})

test('versions as they were made, also those of one instant', () => {
  const v = (id: string, turn: number, stage: string) => row(id, { turn, stage, created_at: '2026-12-01T00:00:00.000Z' })
  expect(by_turn([v('a', 2, 'approved'), v('b', 2, 'submitted'), v('c', 1, 'submitted')]).map((r) => r.id)).toEqual(['c', 'b', 'a'])
})

test('the steps of the turn that counts', () => {
  const steps = [row('a', { turn: 1, position: 1, state: 'returned' }), row('c', { turn: 2, position: 2, state: 'open' }), row('b', { turn: 2, position: 1, state: 'passed' })]
  expect(steps_now(steps, 2).map((s) => s.id)).toEqual(['b', 'c'])
  expect(signed_of(steps_now(steps, 2))).toEqual({ signed: 1, all: 2 })
})
