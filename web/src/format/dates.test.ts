import { describe, expect, it } from 'vitest'
import { days_between, deadline_text, long_date, long_instant, spoken } from './dates'

describe('dates are dates', () => {
  it('reads long, whatever the time zone of the machine', () => {
    expect(long_date('2026-11-20')).toBe('2026年11月20日')
    expect(long_date('2026-01-01')).toBe('2026年1月1日')
    expect(long_date(null)).toBe('')
    expect(spoken('时限 2026-11-20 已过，编号 ZGJ-2026-0003')).toBe('时限 2026年11月20日 已过，编号 ZGJ-2026-0003')
  })
  it('shows instants in the offset of the installation', () => {
    expect(long_instant('2026-11-20T16:05:00Z', '+08:00')).toBe('2026年11月21日 00:05')
    expect(long_instant('2026-11-20T01:05:00Z', '-03:30')).toBe('2026年11月19日 21:35')
  })
  it('writes deadlines as exactly as they were set', () => {
    const due = (on: string | null, as: string) => deadline_text({ on, as })
    expect(due('2026-11-20', 'day')).toBe('2026年11月20日前')
    expect(due('2026-03-31', 'month')).toBe('2026年3月底前')
    expect(due('2026-03-20', 'ten_days')).toBe('2026年3月中旬')
    expect(due('2026-09-30', 'quarter')).toBe('2026年第三季度')
    expect(due('2026-12-31', 'year')).toBe('2026年底前')
    expect(due(null, 'ongoing')).toBe('长期坚持')
    expect(deadline_text({ on: '2026-03-31', as: 'month', text: '明年3月底前' })).toBe('明年3月底前')
  })
  it('counts days across months, years and leap days', () => {
    expect(days_between('2026-10-30', '2026-11-20')).toBe(21)
    expect(days_between('2028-02-28', '2028-03-01')).toBe(2)
    expect(days_between('2026-11-20', '2026-11-20')).toBe(0)
    expect(days_between('2027-01-01', '2026-12-31')).toBe(-1)
  })
})
