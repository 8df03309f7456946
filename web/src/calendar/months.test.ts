import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { set_language } from '@/texts'
import { blank_table, type CalendarDay, mark_of, months_of, occasion_text, occasions_of, period_text, span_text, title_of, typed_number, weekday_of, year_of } from './months'

const two = (n: number) => String(n).padStart(2, '0')
/* as the server would say it: weekends, but for what is named here */
function year(of: number, named: Record<string, Partial<CalendarDay>> = {}): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let m = 1; m <= 12; m++)
    for (let d = 1; d <= new Date(Date.UTC(of, m, 0)).getUTCDate(); d++) {
      const on = `${of}-${two(m)}-${two(d)}`
      days.push({ on, works: weekday_of(on) < 5, name: null, own: false, ...named[on] })
    }
  return days
}
const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((d) => [`2026-10-0${d}`, { works: false, name: '国庆节' }]))
const days = year(2026, { ...week, '2026-10-10': { works: true, name: '国庆节' }, '2026-10-17': { works: true, name: '集中整改', own: true }, '2026-10-19': { works: false, name: '运动会', own: true } })
const day = (on: string) => days.find((d) => d.on === on) as CalendarDay

describe('a year', () => {
  const months = months_of(days)
  it('has its months and all of its days', () => {
    expect(months.map((m) => m.month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(months.flatMap((m) => m.weeks.flat()).filter(Boolean)).toEqual(days)
    expect(months_of(year(2028))[1]?.weeks.flat().filter(Boolean)).toHaveLength(29)
  })
  it('has weeks that begin on Monday', () => {
    expect([weekday_of('2026-11-30'), weekday_of('2026-10-11')]).toEqual([0, 6])
    expect(months.every((m) => m.weeks.every((w) => w.length === 7 && w.every((d, i) => !d || weekday_of(d.on) === i)))).toBe(true)
    expect(months[9]?.weeks[0]?.map((d) => d?.on.slice(8))).toEqual([undefined, undefined, undefined, '01', '02', '03', '04'])
    expect(months[1]?.weeks).toHaveLength(5)
    expect(months_of(year(2027))[1]?.weeks).toHaveLength(4) // a February that fills its weeks
  })
  it('counts what is worked', () => expect(months.map((m) => m.working_days).slice(8, 11)).toEqual([22, 18, 21]))
  it('of the address is one that can be', () => expect([year_of('2027', 2026), year_of(undefined, 2026), year_of('1066', 2026), year_of('27', 2026), year_of(['2027'], 2026)]).toEqual([2027, 2026, 2000, 2026, 2026]))
})

describe('a day', () => {
  it('says what it is', () => {
    expect(['2026-10-12', '2026-10-11', '2026-10-01', '2026-10-10', '2026-10-17', '2026-10-19'].map((on) => title_of(day(on)))).toEqual([
      '10月12日 周一 上班',
      '10月11日 周日 休息',
      '10月1日 周四 放假：国庆节',
      '10月10日 周六 上班：国庆节调休',
      '10月17日 周六 上班：本单位“集中整改”',
      '10月19日 周一 放假：本单位“运动会”',
    ])
  })
  it('says so in English', async () => {
    const storage = globalThis as { document?: unknown; localStorage?: unknown }
    storage.document = { documentElement: {} }
    storage.localStorage = { setItem: () => {} }
    await set_language('en')
    expect(title_of(day('2026-10-10'))).toBe('10 Oct Sat worked: in exchange for 国庆节')
    expect(span_text({ first: '2026-10-01', last: '2026-10-07' })).toBe('1–7 Oct')
    await set_language('zh')
  })
  it('bears a mark where it is not as its weekday says', () => expect(['2026-10-12', '2026-10-11', '2026-10-01', '2026-10-10', '2026-10-17', '2026-10-19'].map((on) => mark_of(day(on)))).toEqual(['', '', 'rest', 'work', 'work', 'rest']))
})

describe('what a year has besides its weeks', () => {
  it('stands by name, days in a row together', () => {
    const told = occasions_of(days)
    expect(occasions_of(year(2026, { ...week, '2026-09-20': { works: true, name: '国庆节' }, '2026-09-25': { works: false, name: '中秋节' } })).map((o) => o.name)).toEqual(['中秋节', '国庆节'])
    expect(told.map((o) => [o.name, o.own, occasion_text(o)])).toEqual([
      ['国庆节', false, '10月1日至7日放假，10月10日上班'],
      ['集中整改', true, '10月17日上班'],
      ['运动会', true, '10月19日放假'],
    ])
    expect(span_text({ first: '2026-02-28', last: '2026-03-02' })).toBe('2月28日至3月2日')
    expect(period_text({ first: '2026-10-01', last: '2026-10-07' })).toBe('2026年10月1日至7日')
    expect(period_text({ first: '2026-10-01', last: '2026-10-01' })).toBe('2026年10月1日')
    expect(period_text({ first: '2026-12-30', last: '2027-01-02' })).toBe('2026年12月30日至2027年1月2日')
  })
})

describe('what is typed and taken in', () => {
  it('is a number as it is typed', () => expect(['５', ' －３ ', '−1', '十'].map(typed_number)).toEqual(['5', '-3', '-1', '十']))
  it('a blank table has the form of those that are part of the program, and no days', () => {
    const ours = JSON.parse(readFileSync('../data/calendar/2026.json', 'utf8')) as { holidays: { work?: unknown }[] }
    const blank = JSON.parse(blank_table(2027)) as { year: number; holidays: { from: string; work: string[] }[] }
    expect(Object.keys(blank)).toEqual(Object.keys(ours))
    expect(Object.keys(blank.holidays[0] ?? {})).toEqual(Object.keys(ours.holidays.find((h) => h.work) ?? {}))
    expect(blank.year).toBe(2027)
    expect(blank.holidays.every((h) => Number.isNaN(Date.parse(h.from)))).toBe(true)
  })
})
