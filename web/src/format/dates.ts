/* Dates are dates: they are cut and joined as text and never pass through a time zone. Instants are shown in the
 * installation's own offset, wherever the browser stands. */
import { language, t } from '@/texts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 2026-11-20 -> 2026年11月20日 */
export function long_date(date: string | null | undefined): string {
  if (!date) return ''
  const [y, m, d] = date.split('-').map(Number)
  if (!y || !m || !d) return date
  return language.value === 'en' ? `${d} ${months[m - 1]} ${y}` : `${y}年${m}月${d}日`
}

/** A sentence from the server, its days as people write them: it has no language's way of writing them. */
export const spoken = (sentence: string): string => sentence.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => long_date(day))

/** How a date picker writes what was chosen. */
/** A day as addresses and the program write it; "" when it is none. */
export const iso_day = (text: unknown): string => (typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '')
export const picker_format = () => (language.value === 'en' ? 'D MMM YYYY' : 'YYYY年M月D日')

/** 2026-11-20T06:05:00Z, +08:00 -> 2026年11月20日 14:05 */
/** "2026-11-30T09:05:00.000Z" in the installation's own time; null when it is no instant. */
function local_iso(instant: string, offset: string): string | null {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return null
  const sign = offset.startsWith('-') ? -1 : 1
  const [h = 0, m = 0] = offset.slice(1).split(':').map(Number)
  return new Date(at + sign * (h * 60 + m) * 60000).toISOString()
}
export function long_instant(instant: string | null | undefined, offset = '+08:00'): string {
  if (!instant) return ''
  const iso = local_iso(instant, offset)
  return iso ? `${long_date(iso.slice(0, 10))} ${iso.slice(11, 16)}` : instant
}
/** The day an instant falls on, there. */
export const day_of = (instant: string, offset = '+08:00'): string => local_iso(instant, offset)?.slice(0, 10) ?? ''


export interface DeadlineValue {
  on: string | null
  as: string | null
  text?: string | null
}

/** As the letter wrote it, else as exact as it was set: 2026年11月20日前, 2026年3月底前, 长期坚持. */
export function deadline_text(due: DeadlineValue): string {
  if (due.text) return due.text
  if (due.as === 'ongoing') return t.deadline.ongoing
  if (!due.on) return ''
  const [y = 0, m = 1, d = 1] = due.on.split('-').map(Number)
  switch (due.as) {
    case 'ten_days':
      return t.deadline.ten_days(y, m, d <= 10 ? 0 : d <= 20 ? 1 : 2)
    case 'month':
      return t.deadline.month(y, m)
    case 'quarter':
      return t.deadline.quarter(y, Math.ceil(m / 3))
    case 'year':
      return t.deadline.year(y)
    default:
      return t.deadline.day(long_date(due.on))
  }
}

/** Whole days from one date to another; negative when it lies before. */
export function days_between(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86400000)
}
