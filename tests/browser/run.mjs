/* node tests/browser/run.mjs [part of a name …]: every test with a store, a server and browser profiles of its own. */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Watch, close_pages, end, open_pages } from './harness.mjs'
import { tests as afterwards } from './afterwards.mjs'
import { tests as calendar } from './calendar.mjs'
import { tests as calls } from './calls.mjs'
import { tests as claims } from './claims.mjs'
import { tests as closing } from './closing.mjs'
import { tests as loop } from './loop.mjs'
import { tests as doing } from './doing.mjs'
import { tests as finding } from './finding.mjs'
import { tests as first_run } from './first_run.mjs'
import { tests as handover } from './handover.mjs'
import { tests as home } from './home.mjs'
import { tests as keyboard } from './keyboard.mjs'
import { tests as ledger } from './ledger.mjs'
import { tests as people } from './people.mjs'
import { tests as plans } from './plans.mjs'
import { tests as progress } from './progress.mjs'
import { tests as reports } from './reports.mjs'
import { tests as restricted } from './restricted.mjs'
import { tests as schedule } from './schedule.mjs'
import { tests as search } from './search.mjs'
import { tests as tokens } from './tokens.mjs'

const wanted = process.argv.slice(2)
const [part, parts] = (process.env.RECTIFY_PART ?? '1/1').split('/').map(Number) // every so manieth test: several run beside each other
const usual_limit = 120000 // for one that hangs, not for a slow machine
let passed = 0
let failed = 0
process.on('SIGTERM', async () => {
  await end()
  process.exit(1)
})
const all = { ...first_run, ...people, ...home, ...finding, ...keyboard, ...claims, ...closing, ...loop, ...afterwards, ...calendar, ...calls, ...schedule, ...handover, ...doing, ...plans, ...ledger, ...progress, ...reports, ...restricted, ...search, ...tokens }
for (const [i, [name, test]] of Object.entries(all).entries()) {
  if (i % parts !== part - 1) continue
  if (wanted.length && !wanted.some((w) => name.includes(w))) continue
  const limit = test.limit ?? usual_limit
  const watch = new Watch()
  const began = Date.now()
  let clock
  try {
    const late = new Promise((_, refuse) => (clock = setTimeout(() => refuse(new Error(`took longer than ${limit / 1000} s`)), limit)))
    await Promise.race([test(watch), late])
    if (watch.complaints.length) throw new Error([...new Set(watch.complaints)].join('\n'))
    passed++
    console.log('ok   ', name)
  } catch (error) {
    failed++
    console.log('FAIL ', name, '\n      ' + String(error.stack).split('\n').slice(0, 14).join('\n      '))
    for (const c of new Set(watch.complaints)) console.log('      -', c)
    const shots = join(process.env.RECTIFY_SHOTS ?? tmpdir(), 'browser-failed')
    mkdirSync(shots, { recursive: true })
    for (const [k, page] of open_pages().entries()) await page.screenshot({ path: join(shots, `${part}-${failed}-${k}.png`) }).catch(() => {})
  }
  clearTimeout(clock)
  console.log(`took ${((Date.now() - began) / 1000).toFixed(1)} ${name}`)
  await close_pages()
}
await end()
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
