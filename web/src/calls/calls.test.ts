import { expect, test } from 'vitest'
import { amounts_of, amounts_text, type CallRow, chosen_rows, first_units, phones_of, place_of, reason_text, reason_texts, reasons_of, units_of } from './calls'

const as_of = '2026-12-01'
const row = (id: string, more: Partial<CallRow> = {}): CallRow => ({
  kind: 'measure', id, finding_id: 'f1', number: id, title: `措施${id}`, organisation_id: 'u1', organisation: '规划科', person_id: 'p1', person: '蒋晓明', phone: null,
  reasons: ['overdue'], lamp: 'red', due_on: '2026-11-25', days: -4, last_on: null, note: null, ...more,
}) // prettier-ignore
const rows = [
  row('1'),
  row('2', { reasons: ['overdue', 'silent'], person_id: 'p2', person: 'Li Wei' }),
  row('3', { reasons: ['due'] }),
  row('4', { reasons: ['unclaimed'], kind: 'claim', organisation_id: 'u2', organisation: '耕保科', person_id: null, person: null }),
  row('5', { reasons: ['plan_owed'], kind: 'plan', organisation_id: null, organisation: null, person_id: null, person: null }),
]
const ids = (list: readonly CallRow[]) => list.map((r) => r.id).join('')

test('chips stand in the address, in their own order', () => {
  expect(reasons_of('due,overdue,nonsense')).toEqual(['overdue', 'due'])
  expect(reasons_of('')).toEqual([])
})
test('any of the chips, and the text in unit or person', () => {
  expect(ids(chosen_rows(rows, { show: [], text: ' ' }))).toBe('12345')
  expect(ids(chosen_rows(rows, { show: ['silent'], text: '' }))).toBe('2')
  expect(ids(chosen_rows(rows, { show: ['silent', 'due'], text: '' }))).toBe('23')
  expect(ids(chosen_rows(rows, { show: [], text: '耕保' }))).toBe('4')
  expect(ids(chosen_rows(rows, { show: ['overdue'], text: 'li wei ' }))).toBe('2')
  expect(ids(chosen_rows(rows, { show: ['due'], text: '耕保' }))).toBe('')
})
test('units and persons in the order they came; what belongs to nobody has a place too', () => {
  const units = units_of(rows)
  expect(units.map((u) => [u.name, ids(u.rows)])).toEqual([['规划科', '123'], ['耕保科', '4'], [null, '5']]) // prettier-ignore
  expect(units[0]?.persons.map((p) => [p.name, ids(p.rows)])).toEqual([['蒋晓明', '13'], ['Li Wei', '2']]) // prettier-ignore
  expect(units.flatMap((u) => u.persons.flatMap((p) => p.rows))).toHaveLength(rows.length)
  expect(units_of([])).toEqual([])
})
test('whole units until there are enough rows', () => {
  const units = units_of(rows)
  expect(first_units(units, 1).map((u) => u.key)).toEqual(['u1'])
  expect(first_units(units, 4).map((u) => u.key)).toEqual(['u1', 'u2'])
  expect(first_units(units, Infinity)).toHaveLength(3)
})
test('how many of what', () => {
  expect(amounts_text(amounts_of(rows))).toBe('超期 2、即将到期 1、久未填报 1、未认领 1、未报方案 1')
  expect(amounts_of([])).toEqual([])
})
test('why he is called, with figures', () => {
  const text = (reason: CallRow['reasons'][number], more: Partial<CallRow> = {}) => reason_text(reason, row('1', more), as_of)
  expect(text('overdue')).toBe('超期4个工作日')
  expect(text('overdue', { days: 0 })).toBe('已超期') // by a weekend
  expect(text('due', { days: 2, due_on: '2026-12-03' })).toBe('还有2个工作日')
  expect(text('due', { days: 0, due_on: as_of })).toBe('当天到期')
  expect(text('due', { days: 0, due_on: '2026-12-02' })).toBe('到期前没有工作日了')
  expect(text('silent', { last_on: '2026-11-20' })).toBe('11天没有填报（上次11月20日）')
  expect(text('silent', { last_on: '2025-12-31' })).toBe('335天没有填报（上次2025年12月31日）')
  expect(text('silent')).toBe('一直没有填报')
  expect(text('returned', { note: '佐证不全' })).toBe('已退回：佐证不全')
  expect(text('returned')).toBe('已退回')
  expect(text('returned', { note: '长'.repeat(500) }).length).toBeLessThan(130)
  expect([text('unclaimed'), text('plan_owed'), text('unanswered')]).toEqual(['未认领', '未报实施方案', '未答复'])
  expect([text('occurrence_due', { due_on: '2026-12-06' }), text('occurrence_due', { due_on: '2026-11-29' }), text('report_owed', { due_on: as_of }), text('report_owed', { due_on: '2026-11-27' }), text('hearing_owed')]).toEqual(['本期还没有做', '上期没有做', '还没有报送', '过期没有报送', '还没有听取汇报'])
  expect(reason_texts(row('1', { reasons: ['silent', 'overdue'] }), as_of).map((x) => x.reason)).toEqual(['overdue', 'silent'])
})
test('telephones as people write them', () => {
  expect(phones_of('138 0013 8000')).toEqual([{ text: '138 0013 8000', href: 'tel:13800138000' }])
  expect(phones_of('0571-8765432转801／１３８００１３８０００').map((p) => p.href)).toEqual(['tel:05718765432,801', 'tel:13800138000'])
  expect(phones_of('+86 571 87654321、内线').map((p) => p.href)).toEqual(['tel:+8657187654321', null])
  expect([phones_of(null), phones_of(''), phones_of(' / ')]).toEqual([[], [], []])
})
test('where a line is dealt with', () => {
  expect(place_of(row('1'))).toBe('/records/corrective_actions/1')
  expect(place_of(row('1', { kind: 'finding', finding_id: null }))).toBe('/findings/1')
  expect(place_of(row('1', { kind: 'claim' }))).toBe('/findings/f1#claims')
  expect(place_of(row('1', { kind: 'plan', finding_id: null }))).toBe('/plans/1')
  expect(place_of(row('1', { kind: 'request' }))).toBe('/findings/f1#requests')
  expect(place_of(row('1', { kind: 'request', finding_id: null }))).toBe('/requests#1')
  expect(place_of(row('1', { kind: 'practice' }))).toBe('/records/corrective_actions/1')
  expect([place_of(row('1', { kind: 'report', number: 'ZGJ-2026-B0001' })), place_of(row('1', { kind: 'report', number: '' }))]).toEqual(['/reports/1', '/reports'])
})
