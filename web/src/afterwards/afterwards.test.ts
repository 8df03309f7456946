import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { divided, in_order, money, points, rows_behind, sum_of } from './afterwards'

const row = (id: string, more: Record<string, unknown>): Row => ({ id, version: 1, ...more })

describe('after closing', () => {
  it('opens the rows behind a number', () => {
    expect(rows_behind('findings', 'level=finding&closed_late=true')).toBe('/ledger?level=finding&closed_late=true')
    expect(rows_behind('recoveries', 'kind=paid_back')).toBe('/records/recoveries?kind=paid_back')
    expect(rows_behind('sanctions', '')).toBe('/records/sanctions')
  })
  it('reads money and points as people do', () => {
    expect(money('12000.50')).toBe('12,000.50')
    expect([points('-10.00'), points('-2.50')]).toEqual(['-10', '-2.50'])
    expect(sum_of([row('a', { amount: '0.10' }), row('b', { amount: '0.20' }), row('c', { amount: '1200' })])).toBe('1200.30')
  })
  it('tells a total from its parts', () => {
    const figures = [
      { by: '', value: '', count: 3, filter: '' },
      { by: 'form', value: 'first', count: 2, filter: 'form=first' },
      { by: 'form', value: 'second', count: 1, filter: 'form=second' },
      { by: 'kind', value: 'talk', count: 3, filter: 'kind=talk' },
    ]
    const { total, parts } = divided(figures)
    expect(total?.count).toBe(3)
    expect(parts.map((p) => [p.by, p.rows.length])).toEqual([['form', 2], ['kind', 1]])
    /* letters have no total of their own */
    expect(divided([{ by: '', value: 'received', count: 1, filter: '' }]).total).toBeUndefined()
  })
  it('puts what waits first, the most urgent on top', () => {
    const checks = [row('d', { state: 'done', checked_on: '2026-01-01' }), row('p2', { state: 'planned' }), row('p1', { state: 'planned', planned_on: '2026-03-01' }), row('n', { state: 'done', checked_on: '2026-02-01' })]
    expect(in_order(checks).map((r) => r.id)).toEqual(['p1', 'p2', 'n', 'd'])
  })
})
