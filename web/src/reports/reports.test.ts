import { expect, test } from 'vitest'
import {
  type Basis, changed, countdown, type DeskRow, type Duty, figures_of, form_values, not_compiled, of_units, owed_next, type Period, period_text, place_of, reported, type Source, split, stored, unchanged, unsent, waiting_first, week_before, with_first,
} from './reports' // prettier-ignore

const row = (id: string, state: DeskRow['state'], report: string | null = state === 'missing' ? null : `r${id}`): DeskRow => ({ organisation_id: id, organisation: `单位${id}`, report_id: report, number: null, state, sent_at: null, late: false, no_news: false })
const period = (minutes: number, rows: DeskRow[], at_hand = true): Period => {
  const of = (state: DeskRow['state']) => rows.filter((r) => r.state === state).length
  return {
    from: '2026-11-23', until: '2026-11-29', due_on: '2026-11-27', due_time: '11:00', why: '', at_hand, over: minutes < 0, minutes, rows,
    counts: { owed: rows.length, missing: of('missing'), drafted: of('drafted'), sent: of('sent'), received: of('received'), returned: of('returned'), late: 0 },
  } // prettier-ignore
}
const duty = (id: string, periods: Period[], more: Partial<Duty> = {}): Duty => ({ id, title: id, kind: 'unit_report', owed_by: 'each_unit', frequency: 'weekly', addressee: null, inspection_id: null, outer_id: null, signer: null, needs: ['problems'], periods, ...more })
const texts = { problems: '已整改3项', results: '', own_findings: '', obstacles: '无', next_step: '' }
const counts = { problems: 3, closed: 1, stopped: 0, running: 2, overdue: 1, measures: 5, measures_done: 4 }
const basis: Basis = {
  reporting_duty_id: 'd1', organisation_id: 'u1', organisation: '规划科', from: '2026-11-23', until: '2026-11-29', due_on: null, due_time: null, title: '周报', report_id: null, no_news: false, needs: ['problems'], parts: texts,
  figures: { as_of: '2026-12-01', total: counts, units: [] }, sources: [], missing: [], last: null,
} // prettier-ignore

test('how long there is, in two units at most', () => {
  expect([2 * 1440 + 3 * 60 + 20, 1440, 200, 180, 20, 0].map(countdown)).toEqual(['还有2天3小时', '还有1天', '还有3小时20分钟', '还有3小时', '还有20分钟', '就要截止'])
  expect([-300, -1, -(3 * 1440 + 30)].map(countdown)).toEqual(['已超过5小时', '已超过1分钟', '已超过3天'])
})
test('a period says the year only where it is another one', () => {
  expect(period_text('2026-11-23', '2026-11-29', '2026-12-01')).toBe('11月23日—11月29日')
  expect(period_text('2025-12-29', '2026-01-04', '2026-01-01')).toBe('2025年12月29日—1月4日')
  expect(period_text('2026-11-23', '2026-11-23', '2026-12-01')).toBe('11月23日')
})
test('a report by no duty is of the last seven days', () => {
  expect(week_before('2026-12-01')).toBe('2026-11-25')
})
test('a form asks who before it asks when', () => {
  const move = { event: 'receive', label: '签收', allowed: true, asks: [], takes: ['received_on', 'received_by', 'receipt_id'], why: [] }
  expect(with_first(move, 'received_by').takes).toEqual(['received_by', 'received_on', 'receipt_id'])
  expect(with_first(move, 'none').takes).toEqual(move.takes)
})
test('whom one waits for stands first, the others as they came', () => {
  const rows = [row('1', 'received'), row('2', 'sent'), row('3', 'missing'), row('4', 'drafted'), row('5', 'returned'), row('6', 'missing')]
  expect(waiting_first(rows).map((r) => r.organisation_id).join('')).toBe('365421')
  expect(unsent(rows).map((r) => r.organisation_id).join('')).toBe('3654')
  expect(rows.map((r) => r.organisation_id).join('')).toBe('123456')
  expect(reported(period(0, rows))).toBe(2)
})
test('the period at hand, the older ones apart', () => {
  const [now, old] = [period(10, []), period(-9999, [], false)]
  expect(split([now, old])).toEqual({ now: [now], older: [old] })
  expect(['each_unit', 'one_unit', 'the whole'].map((owed_by) => of_units(duty('a', [], { owed_by: owed_by as Duty['owed_by'] })))).toEqual([true, true, false])
})
test('where it is written, or read', () => {
  expect(place_of(duty('d', []), period(1, []), row('u', 'sent', 'r'))).toBe('/reports/r')
  expect(place_of(duty('d', []), period(1, []), row('u', 'missing'))).toBe('/reports/new?duty=d&unit=u&day=2026-11-29')
})
test('what is owed next: over and near, else the next one', () => {
  const far = duty('far', [period(30 * 1440, [row('1', 'missing')])])
  const near = duty('near', [period(60, [row('1', 'missing'), row('2', 'sent')])])
  const over = duty('over', [period(-60, [row('1', 'returned')]), period(-9999, [row('1', 'missing')], false)])
  const done = duty('done', [period(60, [row('1', 'received')])])
  const behind = duty('behind', [period(20 * 1440, [row('1', 'sent')]), period(-700, [row('2', 'drafted')], false)])
  expect(owed_next([far, near, over, done, behind]).map((o) => [o.duty.id, o.rows.length, o.older])).toEqual([['behind', 1, 0], ['over', 1, 1], ['near', 1, 0]]) // prettier-ignore
  expect(owed_next([far, done]).map((o) => o.duty.id)).toEqual(['far'])
  expect(owed_next([done])).toEqual([])
})
test('the words of the last report are seen again', () => {
  expect(unchanged('正在推进。\r\n', '正在推进。')).toBe(true)
  expect(unchanged('正在推进', '正在推进。')).toBe(false)
  expect(unchanged('', '')).toBe(false)
})
test('a form begins with what is known, or with what was saved', () => {
  expect(form_values(null, { ...basis, sources: [{ id: 's1' } as Source] })).toMatchObject({ title: '周报', no_news: false, problems: '已整改3项', sources: ['s1'], papers: [] })
  expect(form_values({ id: 'r', version: 1, title: '另一个', problems: null, sources: null }, basis)).toMatchObject({ title: '另一个', problems: '', obstacles: '', sources: [] })
})
test('with no news no part says anything; what is empty is null', () => {
  expect(stored({ title: ' 周报 ', no_news: true, ...texts })).toEqual({ title: '周报', no_news: true, problems: null, results: null, own_findings: null, obstacles: null, next_step: null })
  expect(stored({ title: '周报', no_news: false, ...texts })).toMatchObject({ problems: '已整改3项', results: null, obstacles: '无' })
})
test('only what differs is written', () => {
  const record = { id: 'r', version: 1, title: '周报', no_news: null, problems: '已整改3项', obstacles: '无', sources: null, papers: null }
  expect(changed(record, form_values(record, basis))).toEqual({})
  expect(changed(record, { ...form_values(record, basis), obstacles: '', next_step: '盯住', papers: ['p'] })).toEqual({ obstacles: null, next_step: '盯住', papers: ['p'] })
  expect(changed(record, { ...form_values(record, basis), no_news: true })).toEqual({ no_news: true, problems: null, obstacles: null })
})
test('what came after it was compiled', () => {
  const sources = ['a', 'b'].map((id) => ({ id }) as Source)
  expect(not_compiled(sources, ['b', 'gone']).map((s) => s.id)).toEqual(['a'])
})
test('figures as they were frozen', () => {
  expect(figures_of(JSON.stringify(basis.figures))).toEqual(basis.figures)
  expect([figures_of(null), figures_of(''), figures_of('{')]).toEqual([null, null, null])
})
