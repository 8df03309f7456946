/* Dates as people write them in a cell: 2026-3-31, 2026.3.31, 3月31日, 20260331, a spreadsheet's day number, 2026年3月底前, 长期坚持.
 * What is no date gives null: nothing is guessed. */
import type { DueAs } from '@/api/types'

export interface WrittenDeadline {
  on: string | null
  as: DueAs
}

const days_in = (y: number, m: number) => new Date(Date.UTC(y, m, 0)).getUTCDate()
const iso = (y: number, m: number, d: number) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
function make(y: number, m: number, d: number): string | null {
  return y >= 1900 && y < 2200 && m >= 1 && m <= 12 && d >= 1 && d <= days_in(y, m) ? iso(y, m, d) : null
}
/** Full-width digits, spaces and what stands behind the date (前、之前、以前). */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/(之前|以前|前|止)$/, '')
const year_of = (text: string | undefined, today: string) => {
  if (!text || text === '今' || text === '本') return Number(today.slice(0, 4))
  if (text === '明') return Number(today.slice(0, 4)) + 1
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

/** The day a text names, as 2026-03-31; a day without a year is this year's. */
export function written_day(text: string, today: string): string | null {
  const s = plain(text)
  let m = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T?\d{1,2}:\d{2}.*)?$/.exec(s) ?? /^(\d{4}|今|本|明)年(\d{1,2})月(\d{1,2})[日号]?$/.exec(s) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(s)
  if (m) return make(year_of(m[1], today), Number(m[2]), Number(m[3]))
  m = /^(\d{1,2})月(\d{1,2})[日号]?$/.exec(s) ?? /^(\d{1,2})[-/.](\d{1,2})$/.exec(s)
  if (m) return make(Number(today.slice(0, 4)), Number(m[1]), Number(m[2]))
  if (/^[2-7]\d{4}(\.0+)?$/.test(s)) {
    const day = new Date(Date.UTC(1899, 11, 30) + Number(s) * 86400000)
    return make(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())
  }
  return null
}

const quarters = ['一', '二', '三', '四']

/** A deadline is as exact as it was written; its day is the last one. */
export function written_deadline(text: string, today: string): WrittenDeadline | null {
  const s = plain(text)
  if (/^(长期|长期坚持|持续|持续坚持|持续推进|常态化|常态化推进)$/.test(s)) return { on: null, as: 'ongoing' }
  const day = written_day(text, today)
  if (day) return { on: day, as: 'day' }
  let m = /^(?:(\d{4}|今|本|明)年)?(\d{1,2})月(上旬|中旬|下旬)$/.exec(s)
  if (m) {
    const [y, month] = [year_of(m[1], today), Number(m[2])]
    const on = make(y, month, m[3] === '上旬' ? 10 : m[3] === '中旬' ? 20 : month >= 1 && month <= 12 ? days_in(y, month) : 0)
    return on ? { on, as: 'ten_days' } : null
  }
  m = /^(?:(\d{4}|今|本|明)年)?(\d{1,2})月(?:份|底|末|内)?$/.exec(s) ?? /^(\d{4})[-/.](\d{1,2})$/.exec(s)
  if (m) {
    const [y, month] = [year_of(m[1], today), Number(m[2])]
    const on = month >= 1 && month <= 12 ? make(y, month, days_in(y, month)) : null
    return on ? { on, as: 'month' } : null
  }
  m = /^(?:(\d{4}|今|本|明)年)?第?([一二三四1-4])季度(?:底|末|内)?$/.exec(s)
  if (m) {
    const [y, q] = [year_of(m[1], today), quarters.indexOf(m[2] as string) + 1 || Number(m[2])]
    const on = make(y, q * 3, days_in(y, q * 3))
    return on ? { on, as: 'quarter' } : null
  }
  m = /^(\d{4}|今|本|明)?年(?:底|末|内)?$/.exec(s)
  if (m && s !== '年') {
    const on = make(year_of(m[1], today), 12, 31)
    return on ? { on, as: 'year' } : null
  }
  return null
}
