/* node report_days.mjs >report_days.json: when periodic reports are due, worked out without our own code: cases reasoned by
 * hand on a wall calendar (with a "why"), then cases drawn at random with a fixed seed, both by the public table of the npm
 * package chinese-days. A hand case on which table and hand differ is said on stderr, and the exit status is then 1. */
import { createRequire } from 'node:module'
import { join } from 'node:path'

process.env.TZ = 'Asia/Shanghai' /* west of Greenwich the package takes a date for the day before */
const require = createRequire(join(process.env.RECTIFY_SOURCE ?? join(import.meta.dirname, '..', '..'), 'web', 'package.json'))
const { isWorkday } = require('chinese-days')
const first = '2019-01-01'
const last = '2026-12-31'

/* ---- by hand: day in the period, then "from until due" ---- */
const by_hand = []
const at_hand_by_hand = []
function own(frequency, due_day, due_next, day, answer, why) {
  const [from, until, due] = answer.split(' ')
  by_hand.push({ frequency, due_day, due_next, once_on: null, lead_days: null, outer: null, day, from, until, due, why })
}
function once(once_on, due, why) {
  by_hand.push({ frequency: 'once', due_day: null, due_next: false, once_on, lead_days: null, outer: null, day: once_on,
    from: once_on, until: once_on, due, why })
}
function back(frequency, lead_days, outer_day, outer_next, day, answer, why) {
  const [from, until, due] = answer.split(' ')
  by_hand.push({ frequency, due_day: null, due_next: false, once_on: null, lead_days,
    outer: { due_day: outer_day, due_next: outer_next }, day, from, until, due, why })
}
function now(frequency, due_day, due_next, day, answer, why) {
  const [from, until, due] = answer.split(' ')
  at_hand_by_hand.push({ frequency, due_day, due_next, day, from, until, due, why })
}

own('weekly', 5, false, '2020-06-24', '2020-06-22 2020-06-28 2020-06-24', '端午 6 月 25 至 27 日放假，周五提前到周三')
own('weekly', 7, false, '2020-06-22', '2020-06-22 2020-06-28 2020-06-28', '端午后 6 月 28 日（周日）补班，当天就是工作日')
own('weekly', 6, false, '2020-06-28', '2020-06-22 2020-06-28 2020-06-24', '6 月 27 日（周六）在端午假内，向前到周三')
own('weekly', 5, false, '2024-10-03', '2024-09-30 2024-10-06 2024-09-30', '国庆 10 月 1 至 7 日放假，周五提前到周一 9 月 30 日')
own('weekly', 1, false, '2024-10-09', '2024-10-07 2024-10-13 2024-09-30', '周一 10 月 7 日仍放假，提前到上一周，早于本周开始')
own('weekly', null, false, '2024-10-07', '2024-10-07 2024-10-13 2024-10-12', '未定日取周日 13 日，休息；前一天周六 12 日补班')
own('weekly', 7, false, '2024-09-25', '2024-09-23 2024-09-29 2024-09-29', '周日 9 月 29 日国庆补班')
own('weekly', 5, false, '2025-10-01', '2025-09-29 2025-10-05 2025-09-30', '国庆中秋 10 月 1 至 8 日放假，周五提前到周二')
own('weekly', 3, false, '2025-10-06', '2025-10-06 2025-10-12 2025-09-30', '周三 10 月 8 日仍放假，一直退到 9 月 30 日')
own('weekly', 5, false, '2026-10-04', '2026-09-28 2026-10-04 2026-09-30', '国庆 10 月 1 至 7 日放假，周五提前到周三')
own('weekly', 7, false, '2026-09-14', '2026-09-14 2026-09-20 2026-09-20', '周日 9 月 20 日国庆补班')
own('weekly', 5, false, '2026-09-21', '2026-09-21 2026-09-27 2026-09-24', '中秋 9 月 25 日（周五）放假，提前到周四')
own('weekly', 7, false, '2026-02-10', '2026-02-09 2026-02-15 2026-02-14', '周日 2 月 15 日春节假首日，前一天周六补班')
own('weekly', 5, false, '2026-02-18', '2026-02-16 2026-02-22 2026-02-14', '整周春节放假（15 至 23 日），退到上一周的补班周六')
own('weekly', 1, false, '2026-02-25', '2026-02-23 2026-03-01 2026-02-14', '周一 2 月 23 日仍在春节假内，退过整整一周')
own('weekly', null, false, '2026-02-23', '2026-02-23 2026-03-01 2026-02-28', '周日 3 月 1 日休息，前一天周六补班')
own('weekly', 1, true, '2024-09-30', '2024-09-30 2024-10-06 2024-09-30', '下一周的周一是 10 月 7 日，放假，退回到本周周一')
own('monthly', null, false, '2024-08-15', '2024-08-01 2024-08-31 2024-08-30', '8 月 31 日是周六')
own('monthly', null, false, '2025-11-30', '2025-11-01 2025-11-30 2025-11-28', '11 月 30 日是周日')
own('monthly', null, false, '2022-01-05', '2022-01-01 2022-01-31 2022-01-30', '1 月 31 日除夕放假，30 日（周日）补班')
own('monthly', null, false, '2022-04-01', '2022-04-01 2022-04-30 2022-04-29', '4 月 30 日（周六）五一假首日')
own('monthly', null, false, '2026-02-01', '2026-02-01 2026-02-28 2026-02-28', '月末周六补班')
own('monthly', 31, false, '2024-02-29', '2024-02-01 2024-02-29 2024-02-29', '闰年二月没有 31 日，取 29 日（周四）')
own('monthly', 29, false, '2023-02-03', '2023-02-01 2023-02-28 2023-02-28', '平年二月没有 29 日，取 28 日')
own('monthly', 5, true, '2024-09-12', '2024-09-01 2024-09-30 2024-09-30', '次月 5 日在国庆假内，退到 9 月 30 日')
own('monthly', 5, true, '2023-09-01', '2023-09-01 2023-09-30 2023-09-28', '中秋国庆 9 月 29 日起放假，次月 5 日退到 28 日')
own('monthly', 5, true, '2025-09-30', '2025-09-01 2025-09-30 2025-09-30', '次月 5 日在国庆假内')
own('monthly', 5, true, '2026-09-02', '2026-09-01 2026-09-30 2026-09-30', '次月 5 日在国庆假内')
own('monthly', 9, true, '2022-09-20', '2022-09-01 2022-09-30 2022-10-09', '次月 9 日是周日，国庆补班')
own('monthly', 31, true, '2024-01-31', '2024-01-01 2024-01-31 2024-02-29', '次月没有 31 日，按次月的长度取 29 日')
own('ten_days', 9, false, '2024-02-21', '2024-02-21 2024-02-29 2024-02-29', '闰年二月下旬九天，第九天是 29 日')
own('ten_days', 9, false, '2023-02-25', '2023-02-21 2023-02-28 2023-02-28', '平年二月下旬只有八天，取末日')
own('ten_days', 1, false, '2024-02-20', '2024-02-11 2024-02-20 2024-02-09', '中旬首日 11 日春节假；10 日也放假，9 日除夕当年不放假')
own('ten_days', 8, false, '2024-02-11', '2024-02-11 2024-02-20 2024-02-18', '中旬第八天 18 日（周日）补班')
own('ten_days', 11, false, '2025-05-31', '2025-05-21 2025-05-31 2025-05-30', '大月下旬第十一天 31 日（周六）端午假')
own('ten_days', null, true, '2026-02-15', '2026-02-11 2026-02-20 2026-02-28', '下一旬的末日 28 日（周六）补班')
own('half_monthly', null, false, '2026-02-02', '2026-02-01 2026-02-15 2026-02-14', '15 日春节假首日，14 日（周六）补班')
own('half_monthly', 16, false, '2024-02-16', '2024-02-16 2024-02-29 2024-02-29', '下半月只有十四天，取末日')
own('half_monthly', 12, false, '2024-10-15', '2024-10-01 2024-10-15 2024-10-12', '12 日（周六）补班')
own('quarterly', null, false, '2024-01-01', '2024-01-01 2024-03-31 2024-03-29', '季末 3 月 31 日是周日')
own('quarterly', null, false, '2023-08-08', '2023-07-01 2023-09-30 2023-09-28', '季末 9 月 30 日在中秋国庆假内')
own('quarterly', 5, true, '2024-02-29', '2024-01-01 2024-03-31 2024-04-03', '下季第五天 4 月 5 日清明假，4 日也放假')
own('half_yearly', null, false, '2024-06-30', '2024-01-01 2024-06-30 2024-06-28', '6 月 30 日是周日')
own('half_yearly', 3, true, '2025-07-01', '2025-07-01 2025-12-31 2025-12-31', '次年 1 月 3 日元旦假，退回 12 月 31 日')
own('yearly', null, false, '2023-03-03', '2023-01-01 2023-12-31 2023-12-29', '12 月 31 日是周日')
own('yearly', 60, true, '2023-12-31', '2023-01-01 2023-12-31 2024-02-29', '闰年的第六十天是 2 月 29 日')
own('yearly', 60, true, '2024-01-01', '2024-01-01 2024-12-31 2025-02-28', '平年的第六十天是 3 月 1 日，周六')
once('2024-10-05', '2024-09-30', '国庆假内，提前到节前')
once('2021-05-08', '2021-05-08', '周六补班')
once('2024-02-29', '2024-02-29', '闰日，周四')
back('weekly', 1, 5, false, '2020-06-25', '2020-06-22 2020-06-28 2020-06-23', '外层周五已提前到周三 24 日，再提前一个工作日')
back('weekly', 3, 5, false, '2020-06-22', '2020-06-22 2020-06-28 2020-06-19', '从 24 日数：23、22，越过周末到 19 日')
back('weekly', 4, 5, false, '2026-02-27', '2026-02-23 2026-03-01 2026-02-14', '从 27 日数：26、25、24，再越过春节到 14 日补班')
back('weekly', 0, 5, false, '2025-10-05', '2025-09-29 2025-10-05 2025-09-30', '提前零天即外层已提前的那一天')
back('monthly', 2, 5, true, '2024-09-05', '2024-09-01 2024-09-30 2024-09-27', '外层 9 月 30 日；29 日（周日）补班算一天，28 日休息')
back('quarterly', 5, null, false, '2025-07-01', '2025-07-01 2025-09-30 2025-09-24', '从 9 月 30 日数：29、28（补班）、26、25、24')
back('yearly', 10, 31, true, '2023-05-01', '2023-01-01 2023-12-31 2024-01-17', '外层次年 1 月 31 日，向前数十个工作日')

now('weekly', 5, false, '2024-09-30', '2024-09-30 2024-10-06 2024-09-30', '当天到期，仍在手上')
now('weekly', 5, false, '2024-10-01', '2024-10-07 2024-10-13 2024-10-11', '本周的已在 9 月 30 日到期，轮到下一周')
now('weekly', 1, true, '2024-10-02', '2024-10-07 2024-10-13 2024-10-14', '次周周一在国庆假内，本周的已于 9 月 30 日到期')
now('weekly', 5, false, '2026-02-16', '2026-02-23 2026-03-01 2026-02-27', '春节整周的已在 14 日到期，轮到节后一周')
now('weekly', 7, false, '2026-02-15', '2026-02-23 2026-03-01 2026-02-28', '本周与下一周都已在 14 日到期，轮到再下一周：周日 3 月 1 日休息，周六补班')
now('weekly', 1, false, '2026-02-17', '2026-03-02 2026-03-08 2026-03-02', '本周与下一周都已在 14 日到期，轮到 3 月 2 日这一周')
now('monthly', 5, true, '2024-09-03', '2024-08-01 2024-08-31 2024-09-05', '八月的 9 月 5 日才到期')
now('monthly', 5, true, '2024-09-05', '2024-08-01 2024-08-31 2024-09-05', '到期当天仍在手上')
now('monthly', 5, true, '2024-09-30', '2024-09-01 2024-09-30 2024-09-30', '九月的提前到 9 月 30 日，当天仍在手上')
now('monthly', 5, true, '2024-10-01', '2024-10-01 2024-10-31 2024-11-05', '九月的已在节前到期')
now('monthly', 1, false, '2024-08-31', '2024-10-01 2024-10-31 2024-09-30', '周六；九月 1 日是周日，已提前到 30 日；十月 1 日国庆，提前到 9 月 30 日')
now('ten_days', null, false, '2024-02-10', '2024-02-11 2024-02-20 2024-02-20', '上旬的 9 日已到期')
now('ten_days', 3, true, '2024-02-29', '2024-02-21 2024-02-29 2024-03-01', '3 月 3 日是周日，提前到周五 3 月 1 日')
now('ten_days', 3, true, '2024-03-02', '2024-03-01 2024-03-10 2024-03-13', '下旬的 3 月 1 日已到期')
now('half_monthly', null, false, '2026-02-15', '2026-02-16 2026-02-28 2026-02-28', '上半月的 14 日已到期')
now('quarterly', 10, true, '2024-04-03', '2024-01-01 2024-03-31 2024-04-10', '一季度的 4 月 10 日才到期')
now('half_yearly', 3, true, '2026-01-01', '2026-01-01 2026-06-30 2026-07-03', '上一个半年的已提前到 2025 年 12 月 31 日')
now('yearly', 60, true, '2024-02-29', '2023-01-01 2023-12-31 2024-02-29', '去年的闰日到期，当天仍在手上')

/* ---- by the table ---- */
const number = (date) => Date.parse(`${date}T00:00:00Z`) / 86400000
const text = (day) => new Date(day * 86400000).toISOString().slice(0, 10)
const make = (year, month, day) => Date.UTC(year, month, day) / 86400000 /* month 0 is January */
const months = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 }

function period(frequency, day) {
  const date = new Date(day * 86400000)
  const [year, month, in_month] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  if (frequency === 'once') return [day, day]
  if (frequency === 'weekly') {
    const monday = day - ((date.getUTCDay() + 6) % 7)
    return [monday, monday + 6]
  }
  if (frequency === 'ten_days' || frequency === 'half_monthly') {
    const length = frequency === 'ten_days' ? 10 : 15
    const parts = 30 / length
    const part = Math.min(Math.floor((in_month - 1) / length), parts - 1)
    return [make(year, month, part * length + 1),
      part === parts - 1 ? make(year, month + 1, 0) : make(year, month, (part + 1) * length)]
  }
  const start = month - (month % months[frequency])
  return [make(year, start, 1), make(year, start + months[frequency], 0)]
}
function worked_on_or_before(day) {
  while (!isWorkday(text(day))) day--
  return day
}
function named_day(frequency, duty, [, until]) {
  const [from, end] = period(frequency, duty.due_next ? until + 1 : until)
  return duty.due_day ? Math.min(from + duty.due_day - 1, end) : end
}
function due(what, of) {
  if (what.frequency === 'once') return worked_on_or_before(number(what.once_on))
  let day = worked_on_or_before(named_day(what.frequency, what.outer ?? what, of))
  for (let left = what.lead_days ?? 0; left; left--) day = worked_on_or_before(day - 1)
  return day
}
function at_hand(what, day) {
  let best = period(what.frequency, day)
  while (due(what, best) < day) best = period(what.frequency, best[1] + 1)
  for (let left = 2; left; left--) {
    const before = period(what.frequency, best[0] - 1)
    if (due(what, before) < day) break
    best = before
  }
  return best
}
const answer = (what, of) => ({ from: text(of[0]), until: text(of[1]), due: text(due(what, of)) })

let differences = 0
function compare(kind, what, is) {
  if (['from', 'until', 'due'].every((key) => what[key] === is[key])) return
  differences++
  console.error(`${kind} ${JSON.stringify(what)}: the table says ${JSON.stringify(is)}`)
}
for (const what of by_hand) compare('period', what, answer(what, period(what.frequency, number(what.day))))
for (const what of at_hand_by_hand) compare('at hand', what, answer(what, at_hand(what, number(what.day))))

/* ---- at random: a small generator of our own (mulberry32), so that every node draws the same ---- */
let seed = 20260214
function draw(n) {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) % n
}
const longest = { weekly: 7, ten_days: 11, half_monthly: 16, monthly: 31, quarterly: 92, half_yearly: 184, yearly: 366 }
const frequencies = Object.keys(longest)
const duty = (frequency) => ({ due_day: draw(4) ? 1 + draw(longest[frequency]) : null, due_next: draw(3) === 0 })
const any_day = () => number(first) + draw(number(last) - number(first) + 1)
/* the table is ours to trust from first to last only, and no walk may leave it: two weeks' room before, none after */
const inside = (...days) => days.every((day) => day >= number(first) + 14 && day <= number(last))

const periods = [...by_hand]
for (let k = 0; periods.length < 128; ) {
  const frequency = k % 12 === 11 ? 'once' : frequencies[k % frequencies.length]
  const day = any_day()
  const counted = frequency !== 'once' && k % 3 === 1
  const outer = counted ? duty(frequency) : null
  const named = frequency === 'once' || counted ? { due_day: null, due_next: false } : duty(frequency)
  const what = { frequency, ...named, once_on: frequency === 'once' ? text(day) : null, lead_days: counted ? draw(13) : null,
    outer, day: text(day) }
  const of = period(frequency, day)
  const nominal = frequency === 'once' ? day : named_day(frequency, outer ?? what, of)
  if (!inside(nominal, due(what, of))) continue
  if (k % 2 && isWorkday(text(nominal))) continue /* every other case is one that moves */
  periods.push({ ...what, ...answer(what, of) })
  k++
}
const hands = [...at_hand_by_hand]
for (let k = 0; hands.length < 64; ) {
  const frequency = frequencies[k % frequencies.length]
  const day = any_day()
  const what = { frequency, ...duty(frequency), day: text(day) }
  const of = at_hand(what, day)
  const [from, until] = period(frequency, day)
  if (!inside(named_day(frequency, what, period(frequency, until + 1)), named_day(frequency, what, of))) continue
  if (!inside(period(frequency, period(frequency, from - 1)[0] - 1)[0])) continue
  if (k % 2 && of[0] === from) continue /* every other case is not the period around the day */
  hands.push({ ...what, ...answer(what, of) })
  k++
}

const lines = (list) => list.map((what) => JSON.stringify(what)).join(',\n')
console.log(`{"periods":[\n${lines(periods)}\n],"at_hand":[\n${lines(hands)}\n]}`)
console.error(`${by_hand.length} + ${at_hand_by_hand.length} by hand, ${differences} differ`)
process.exitCode = differences ? 1 : 0
