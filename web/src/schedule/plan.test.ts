import { expect, test } from 'vitest'
import { chains_of, chosen_rows, clipped, countdown, day_text, is_behind, last_of, name_of, named_rows, outcomes, type Plan, type PlanRow, remedy_text, type Schedule, shortened, slack_text, suppose, suppose_text, supposed_by, supposed_of, takes_text, type Trouble, units_of } from './plan'

const id = (n: number) => `01a22e51-5aa3-7525-9339-7f2f376a${String(n).padStart(4, '0')}`
const plan: Plan = { early_start: '2026-07-13', early_finish: '2026-07-17', late_start: null, late_finish: null, slack: null, late: false, critical: false }
const row = (n: number, more: Partial<PlanRow> = {}): PlanRow => ({
  ...plan, row: n, kind: 'measure', id: id(n), number: `C${n}`, name: `措施${n}`, inspection_id: null, chain: null, organisation_id: null, organisation: null, owner_id: null, owner: null,
  due_on: null, settled: false, hard: false, done: false, percent: 0, takes: 10, takes_said: true, days: 0, proposed_on: null, why: null, ...more,
}) // prettier-ignore
const gate = (n: number, more: Partial<PlanRow> = {}) => row(n, { kind: 'gate', number: '', name: `关口${n}`, inspection_id: 'i', chain: 'report', ...more })
const trouble = (n: number, by: number): Trouble => ({ row: n, limit: '2026-10-10', early_finish: '2026-10-27', by, chain: [{ row: n, id: null, number: '', name: `关口${n}` }], together: false, remedies: [] })
const schedule = (rows: PlanRow[], troubles: Trouble[] = []): Schedule => ({ as_of: '2026-07-13', buffer_days: 0, untabled: null, inspections: [], count: rows.length, more: false, rows, late: troubles.length, troubles, loads: [], moved: null })

test('what is supposed is text of an address, and back', () => {
  const s = { id: id(1), field: 'working_days', value: '5' } as const
  expect(supposed_of(suppose_text(s))).toEqual([s])
  expect(supposed_of([`${id(1)}.due_on=2026-10-09`, `${id(2)}.begins_on=`]).map((x) => x.value)).toEqual(['2026-10-09', ''])
  for (const bad of [undefined, null, '', 'x', `${id(1)}.percent=3`, `${id(1)}.days=-1`, `${id(1)}.due_on=soon`, `x${id(1)}.days=1`, [null]]) expect(supposed_of(bad)).toEqual([])
  expect(supposed_of([`${id(1)}.days=1`, `${id(1)}.days=2`]).map((x) => x.value)).toEqual(['2'])
})
test('another value takes the place of the first', () => {
  const list = [{ id: id(1), field: 'days', value: '1' } as const, { id: id(2), field: 'days', value: '1' } as const]
  expect(suppose(list, [{ id: id(1), field: 'days', value: '7' }, { id: id(1), field: 'lag_days', value: '2' }]).map(suppose_text)).toEqual([`${id(1)}.days=7`, `${id(2)}.days=1`, `${id(1)}.lag_days=2`])
  expect(list[0]?.value).toBe('1')
})
test('less of what is left: days of which some are done already', () => {
  expect(shortened(10, 0, 3)).toBe(7)
  expect(shortened(10, 0, 10)).toBe(0)
  expect(shortened(10, 0, 40)).toBe(0)
  expect(shortened(10, 50, 2)).toBe(6) // half of six is three of the five that were left
  expect(shortened(10, 33, 1)).toBe(8)
  expect(shortened(0, 0, 1)).toBe(0)
})
test('what a remedy supposes', () => {
  const text = (list: ReturnType<typeof supposed_by>) => list?.map(suppose_text)
  expect(text(supposed_by({ kind: 'later', row: 1, by: 12, to: '2026-10-27' }, gate(1)))).toEqual([`${id(1)}.due_on=2026-10-27`])
  expect(text(supposed_by({ kind: 'shorten', row: 1, by: 2, to: null }, gate(1, { takes: 5, days: 7 })))).toEqual([`${id(1)}.working_days=3`, `${id(1)}.days=5`])
  expect(text(supposed_by({ kind: 'shorten', row: 1, by: 6, to: null }, gate(1, { takes: 5, days: 0 })))).toEqual([`${id(1)}.working_days=0`])
  expect(text(supposed_by({ kind: 'shorten', row: 1, by: 4, to: null }, row(1)))).toEqual([`${id(1)}.working_days=6`])
  expect(text(supposed_by({ kind: 'closer', row: 1, by: 2, to: null }, row(1), 5))).toEqual([`${id(1)}.lag_days=3`])
  expect(supposed_by({ kind: 'closer', row: 1, by: 2, to: null }, row(1), 1)).toBeNull() // of the buffer between levels
  expect(supposed_by({ kind: 'closer', row: 1, by: 2, to: null }, gate(1), 5)).toBeNull()
  expect(supposed_by({ kind: 'later', row: 1, by: 1, to: '2026-10-27' }, gate(1, { id: null }))).toBeNull() // a usual gate
  expect(supposed_by({ kind: 'later', row: 9, by: 1, to: '2026-10-27' }, undefined)).toBeNull()
})
test('gates by chain, and the one that is counted down to', () => {
  const rows = [gate(1, { chain: 'plan' }), gate(2), gate(3), row(4), gate(5, { inspection_id: 'other' })]
  const chains = chains_of(rows, 'i')
  expect(chains.map((c) => [c.chain, c.gates.map((g) => g.row)])).toEqual([['plan', [1]], ['report', [2, 3]]])
  expect(last_of(chains)?.row).toBe(3)
  expect(last_of(chains_of([gate(1, { chain: 'plan' }), gate(3, { done: true })], 'i'))?.row).toBe(1)
  expect(last_of(chains_of([gate(2, { done: true }), gate(3, { done: true })], 'i'))?.row).toBe(3)
  expect(last_of([])).toBeUndefined()
})
test('rows: chosen, and the most pressing first', () => {
  const rows = [
    row(1, { late_finish: '2026-09-30', slack: 9, critical: true, owner: '江雪梅', organisation_id: 'u', organisation: '登记中心' }),
    row(2, { late_finish: '2026-09-01', slack: -3, late: true, due_on: '2026-09-30', proposed_on: '2026-09-01' }),
    row(3, { done: true, late_finish: '2026-08-01', critical: true, late: true }),
    row(4, {}),
    gate(5),
  ]
  const all = { show: 'all', unit: '', who: '', order: 'late_finish' } as const
  const numbers = (choice: Parameters<typeof chosen_rows>[1]) => chosen_rows(rows, choice).map((r) => r.row)
  expect(numbers(all)).toEqual([2, 1, 4, 3])
  expect(numbers({ ...all, order: 'slack' })).toEqual([2, 1, 4, 3])
  expect(numbers({ ...all, order: 'due_on' })).toEqual([2, 1, 4, 3])
  expect(numbers({ ...all, show: 'critical' })).toEqual([1])
  expect(numbers({ ...all, show: 'late' })).toEqual([2])
  expect(numbers({ ...all, show: 'proposed' })).toEqual([2])
  expect(numbers({ ...all, who: ' 雪' })).toEqual([1])
  expect(numbers({ ...all, unit: 'u' })).toEqual([1])
  expect(units_of(rows)).toEqual([{ id: 'u', name: '登记中心' }])
  expect(rows.map(is_behind)).toEqual([false, true, false, false, false])
})
test('sentences', () => {
  expect(day_text('2026-10-09', '2026-07-13')).toBe('10月9日')
  expect(day_text('2027-01-12', '2026-07-13')).toBe('2027年1月12日')
  expect(day_text(null, '2026-07-13')).toBe('')
  expect(clipped('一二三四', 3)).toBe('一二三…')
  expect(name_of(row(1))).toBe('C1 措施1')
  expect(name_of(gate(1))).toBe('关口1')
  expect([slack_text(null), slack_text(-2), slack_text(0), slack_text(3)]).toEqual(['没有外部期限', '来不及，晚 2 个工作日', '没有余地', '余 3 个工作日'])
  expect([takes_text({ takes: 5, days: 7 }), takes_text({ takes: 0, days: 0 })]).toEqual(['5个工作日、7天', ''])
  expect(remedy_text({ kind: 'later', row: 1, by: 12, to: '2026-10-27' }, '报送', '2026-07-13')).toBe('“报送”的期限推后到10月27日（推后12个工作日）')
  expect([countdown('2026-07-13', '2026-07-13'), countdown('2026-07-15', '2026-07-13'), countdown('2026-07-10', '2026-07-13')]).toEqual(['今天就是最迟日期', '还有 2 天', '已过 3 天'])
})
test('what becomes of limits that could not be met', () => {
  const rows = [gate(1), gate(2), gate(3)]
  const told = outcomes(schedule(rows, [trouble(1, 12), trouble(2, 3)]), schedule(rows, [trouble(2, 1), trouble(3, 5)]))
  expect(told.map((o) => [o.named.row, o.was, o.is])).toEqual([[1, 12, null], [2, 3, 1], [3, null, 5]])
  expect(named_rows(schedule([], [trouble(7, 1)])).get(7)?.name).toBe('关口7') // of a row that was not sent
})
