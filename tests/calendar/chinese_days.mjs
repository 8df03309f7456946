/* node chinese_days.mjs PRINT_DAYS: what print_days says, compared with the public table of the npm package chinese-days,
 * which we did not write: every day of 2019–2026, N from -60 to 60. Prints "N passed, N failed". */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.env.RECTIFY_SOURCE ?? '.', 'web', 'package.json'))
const { isWorkday, findWorkday } = require('chinese-days')
const reach = 60
const text = (day) => new Date(day * 86400000).toISOString().slice(0, 10)
const day_of = (date) => Date.parse(`${date}T00:00:00Z`) / 86400000

/* asked one by one, the package takes minutes for 350 000 answers: its word on each single day is asked once, and its own
 * counting on a sample of the answers */
const worked = new Map()
for (let day = day_of('2018-06-01'); day <= day_of('2027-07-31'); day++) worked.set(day, isWorkday(text(day)))
function nth(day, n) {
  if (n === 0 && worked.get(day)) return day
  const step = n < 0 ? -1 : 1
  for (let left = Math.abs(n) || 1; left; left -= worked.get(day) ? 1 : 0) day += step
  return day
}
function between(from, until) {
  let count = 0
  for (let day = Math.min(from, until) + 1; day <= Math.max(from, until); day++) count += worked.get(day) ? 1 : 0
  return until < from ? -count : count
}

let passed = 0
let failed = 0
function expect(what, is, should) {
  if (is === should) passed++
  else if (++failed <= 10) console.log(`FAILED: ${what}: ${is}, the public table says ${should}`)
}

const lines = execFileSync(process.argv[2], { encoding: 'utf8', maxBuffer: 64 << 20 }).trim().split('\n')
for (const [k, line] of lines.entries()) {
  const [date, works, ...rest] = line.split(' ')
  const day = day_of(date)
  expect(`${date} worked`, works, worked.get(day) ? '1' : '0')
  for (let n = -reach; n <= reach; n++) {
    const [added, counted] = rest.slice(2 * (n + reach))
    expect(`${date} + ${n}`, added, text(nth(day, n)))
    expect(`${date} to ${n} days on`, counted, String(between(day, day + n)))
  }
  const n = (k % (2 * reach + 1)) - reach
  expect(`${date} + ${n}, counted by the package`, rest[2 * (n + reach)], findWorkday(n, date))
}
expect('days', lines.length, day_of('2026-12-31') - day_of('2019-01-01') + 1)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
