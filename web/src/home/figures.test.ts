import { describe, expect, it } from 'vitest'
import { by_bucket, by_need, cell_at, nearest_source, rows_at, share, type GroupRow, type Source, type WorkItem } from './figures'

const row = (name: string, total: number, open: number, overdue: number): GroupRow => ({ id: name, name, filter: `level=finding&lead_unit_id=${name}`, total, open, overdue })

describe('figures', () => {
  it('opens the rows of a cell', () => {
    const columns = { total: '', overdue: 'overdue=true' }
    expect(cell_at('unit', row('a', 1, 1, 1), 'overdue', columns)).toBe('/ledger?level=finding&lead_unit_id=a&overdue=true')
    expect(cell_at('unit', row('a', 1, 1, 1), 'total', columns)).toBe('/ledger?level=finding&lead_unit_id=a')
    expect(cell_at('state', { word: 'closed', filter: 'level=finding&state=closed', total: 1 }, 'overdue', columns)).toBe('')
    expect(rows_at('owed=true')).toBe('/ledger?owed=true')
  })
  it('ranks by need and keeps the official order between equals', () => {
    const rows = [row('a', 5, 5, 0), row('b', 1, 1, 1), row('c', 9, 2, 0), row('d', 5, 5, 0)]
    expect(by_need(rows).map((r) => r.name)).toEqual(['b', 'a', 'd', 'c'])
    expect(rows[0]?.name).toBe('a')
  })
  it('never says all before all are', () => {
    expect([share(0, 9), share(1, 1000), share(999, 1000), share(5, 5), share(1, 0)]).toEqual([0, 1, 99, 100, 0])
  })
  it('counts down to what ends next', () => {
    const ends = (...days: (number | undefined)[]) => nearest_source(days.map((days_left) => ({ days_left, ends_on: days_left === undefined ? null : '2027-01-12' }) as Source))?.days_left
    expect([ends(41, 160), ends(-3, 160), ends(-30, -3), ends(undefined, 5), ends(undefined), ends()]).toEqual([41, 160, -3, 5, undefined, undefined])
  })
  it('groups by what presses', () => {
    const item = (bucket: WorkItem['bucket']) => ({ id: bucket, bucket }) as WorkItem
    expect(by_bucket([item('undated'), item('overdue'), item('overdue')]).map((b) => [b.bucket, b.items.length])).toEqual([['overdue', 2], ['undated', 1]])
  })
})
