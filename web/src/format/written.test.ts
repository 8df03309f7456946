import { describe, expect, it } from 'vitest'
import { written_day, written_deadline } from './written'

const today = '2026-11-30'

describe('a day as people write it', () => {
  it.each([
    ['2026-3-31', '2026-03-31'],
    ['2026/03/31', '2026-03-31'],
    ['2026.3.1', '2026-03-01'],
    ['2026年3月31日', '2026-03-31'],
    ['２０２６年３月３１日前', '2026-03-31'],
    ['2026 年 3 月 31 号', '2026-03-31'],
    ['明年3月1日', '2027-03-01'],
    ['3月31日', '2026-03-31'],
    ['3-31', '2026-03-31'],
    ['20260331', '2026-03-31'],
    ['2026/3/31 0:00:00', '2026-03-31'],
    ['46112', '2026-03-31'],
    ['2028-2-29', '2028-02-29'],
  ])('%s', (text, day) => expect(written_day(text, today)).toBe(day))
  it.each(['', '2026-2-30', '2026-13-1', '尽快', '31', '3月', '1899-12-31', '12345678', '2026-2-29', '111112'])('no day: %s', (text) => expect(written_day(text, today)).toBeNull())
})

describe('a deadline as people write it', () => {
  it.each([
    ['2026年3月31日前', '2026-03-31', 'day'],
    ['2027年2月底前', '2027-02-28', 'month'],
    ['12月底', '2026-12-31', 'month'],
    ['2027-01', '2027-01-31', 'month'],
    ['2027年6月上旬', '2027-06-10', 'ten_days'],
    ['6月中旬', '2026-06-20', 'ten_days'],
    ['2027年2月下旬', '2027-02-28', 'ten_days'],
    ['2027年第一季度', '2027-03-31', 'quarter'],
    ['4季度末前', '2026-12-31', 'quarter'],
    ['2027年底前', '2027-12-31', 'year'],
    ['年底前', '2026-12-31', 'year'],
    ['明年', '2027-12-31', 'year'],
    ['长期坚持', null, 'ongoing'],
  ])('%s', (text, on, as) => expect(written_deadline(text, today)).toEqual({ on, as }))
  it.each(['', '尽快', '13月底', '2026年5季度', '年', '一个月内', '0月上旬'])('no deadline: %s', (text) => expect(written_deadline(text, today)).toBeNull())
})
