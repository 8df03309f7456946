/* Real program, real browser. A test gets a store of its own, a server of its own and pages that report what went wrong:
 * errors on the console, what the content security policy stopped, English words on Chinese pages. */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const source = process.env.RECTIFY_SOURCE ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const rectify = process.env.RECTIFY ?? join(source, 'build', 'rectify')
const { chromium } = createRequire(join(source, 'web', 'package.json'))('playwright-core')

export const here = mkdtempSync(join(tmpdir(), 'browser.'))
export const sample_password = 'Rectify-2026'
const environment = { ...process.env, HOME: here, XDG_CONFIG_HOME: here, XDG_CACHE_HOME: here }
const children = new Set()
let browser

export function run(...args) {
  const got = spawnSync(rectify, args, { env: environment, encoding: 'utf8', timeout: 60000 })
  if (got.status !== 0) throw new Error(`rectify ${args.join(' ')}: ${got.status}\n${got.stdout}${got.stderr}`)
  return got.stdout
}

/* ---- stores and servers ---- */

let stores = 0
let sample
/** An empty store, or a copy of the sample (made once). */
export function make_store(kind) {
  const where = join(here, `store${++stores}`)
  if (kind === 'empty') run('init', where)
  else {
    if (!sample) run('init', (sample = join(here, 'sample')), '--sample')
    cpSync(sample, where, { recursive: true })
  }
  return where
}
/** A ledger with very many problems, and a person of its office; RECTIFY_LARGE names one made before (bench/fill.c). */
export function large_store() {
  const findings = Number(process.env.RECTIFY_LARGE_FINDINGS ?? 10100)
  const where = process.env.RECTIFY_LARGE ?? join(here, 'large')
  if (!process.env.RECTIFY_LARGE) {
    const fill = join(dirname(rectify), 'bench', 'bench_fill')
    const got = spawnSync(fill, [where, String(findings)], { env: environment, encoding: 'utf8' })
    if (got.status !== 0) throw new Error(`${fill}: ${got.status} ${got.error ?? ''}${got.stderr}`)
  }
  if (!/office/.test(run('--store', where, 'user', 'list'))) {
    run('--store', where, 'add', 'person', 'name=office', 'organisation_id=B')
    const got = spawnSync(rectify, ['--store', where, 'user', 'add', 'office', '--person', 'office', '--role', 'office', '--over', 'B', '--password-stdin'], { env: environment, input: `${sample_password}\n`, encoding: 'utf8' })
    if (got.status !== 0) throw new Error(got.stderr)
  }
  return { store: where, findings }
}
const free_port = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
export async function serve(store) {
  const port = await free_port()
  const base = `http://127.0.0.1:${port}`
  const child = spawn(rectify, ['--store', store, 'serve', '--no-reminders', '--listen', `127.0.0.1:${port}`], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  let said = ''
  child.stdout.on('data', (d) => (said += d))
  child.stderr.on('data', (d) => (said += d))
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${said}`)
    try {
      await fetch(`${base}/api/v1/setup`)
      return {
        base,
        store,
        async stop() {
          await close_pages() // before their server goes: an unanswered question is not a fault of the page
          await stop(child)
        },
      }
    } catch {
      await new Promise((done) => setTimeout(done, 25))
    }
  }
  throw new Error(`the server does not answer: ${said}`)
}
const stop = (child) =>
  new Promise((done) => {
    children.delete(child)
    if (child.exitCode !== null) return done()
    child.once('exit', done)
    child.kill('SIGTERM')
  })

/* ---- pages ---- */

export const desk = { width: 1366, height: 768 }
export const phone = { width: 360, height: 740 }

/** What may stand in Latin letters on a Chinese page: user names, codes and file names are data; keys are written on keyboards. */
const allowed = /^(English|Enter|Shift|Delete|Ctrl|Excel|Word|docx|xlsx|https?)$/
const words = (text) => [...text.matchAll(/[A-Za-z]{4,}/g)].map((m) => m[0])

export class Watch {
  complaints = []
  say(what) {
    this.complaints.push(what)
  }
}

/** A page in a browser profile of its own. `expect` names the answers of the server this person will provoke, as 422. */
export async function open_page(server, watch, { size = desk, expect = [], headers = {} } = {}) {
  browser ??= await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    env: environment,
  })
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', hasTouch: size.width < 500, acceptDownloads: true, extraHTTPHeaders: headers })
  const page = await context.newPage()
  page.setDefaultTimeout(40000) // not a measure: a busy machine is slow, and a page that never gets there fails all the same
  page.base = server.base
  page.on('console', (m) => {
    const status = /status of (\d{3})/.exec(m.text())?.[1]
    // before the log-in the page asks who is here, and is told: nobody
    if (m.type() === 'error' && !(status && ['401', ...expect.map(String)].includes(status))) watch.say(`console: ${m.text()} ${m.location()?.url ?? ''}`)
    else if (/content.security.policy/i.test(m.text())) watch.say(`policy: ${m.text()}`)
  })
  page.on('pageerror', (e) => watch.say(`script: ${e}`))
  page.on('response', (r) => r.status() >= 500 && watch.say(`${r.status()} ${r.url()}`))
  page.on('request', (r) => {
    if (!r.url().startsWith(server.base) && !/^(data|blob|chrome|chrome-extension):/.test(r.url())) watch.say(`asks elsewhere: ${r.url()}`)
  })
  await page.goto(server.base)
  return page
}
/** English words, ISO dates and ids a person can read on this page. `data` are words the test itself typed or knows to be data. */
export async function read_page(page, watch, what, data = []) {
  const text = await page.evaluate(() => {
    const shown = document.body.innerText
    const hints = [...document.querySelectorAll('[placeholder], [title], [aria-label]')].flatMap((e) => ['placeholder', 'title', 'aria-label'].map((a) => e.getAttribute(a) ?? ''))
    const typed = [...document.querySelectorAll('input:not([type=password], [type=checkbox], [type=radio], [type=file]), textarea')].map((e) => e.value)
    return [shown, ...hints, ...typed].join('\n')
  })
  const foreign = [...new Set(words(text).filter((w) => !allowed.test(w) && !data.includes(w)))]
  if (foreign.length) watch.say(`${what}: English on a Chinese page: ${foreign.join(' ')}`)
  const dates = text.match(/\b\d{4}-\d{2}-\d{2}\b/g)
  if (dates) watch.say(`${what}: dates not as 2026年…: ${[...new Set(dates)].join(' ')}`)
  if (/[0-9a-f]{8}-[0-9a-f]{4}-/.test(text)) watch.say(`${what}: an id instead of a name: ${/.{0,20}[0-9a-f]{8}-[0-9a-f]{4}-.{0,20}/.exec(text)[0]}`)
  if (/\b(undefined|NaN|null|\[object)/.test(text)) watch.say(`${what}: ${/.{0,20}\b(undefined|NaN|null|\[object).{0,20}/.exec(text)[0]}`)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (wide > 0) watch.say(`${what}: ${wide} px wider than the window`)
  return text
}
export async function log_in(page, username, password = sample_password) {
  await page.goto(`${page.base}/login`)
  await page.fill('#username', username)
  await page.fill('#password', password)
  await page.press('#password', 'Enter')
}
export async function enter(page, username, password) {
  await log_in(page, username, password)
  await page.waitForSelector('.places')
  await page.waitForSelector('.page')
}
/** Asks the server as this page's person, past the page: what a person who bends his browser could do. */
export const call = (page, method, path, body, headers = {}) =>
  page.evaluate(
    async ([method, path, body, headers]) => {
      const session = await (await fetch('/api/v1/session')).json()
      const r = await fetch(path, { method, headers: { 'X-CSRF-Token': session.csrf ?? '', 'Content-Type': 'application/json', ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) })
      const text = await r.text()
      let json = null
      try {
        json = JSON.parse(text)
      } catch {
        /* not every answer is JSON */
      }
      return { status: r.status, json, text }
    },
    [method, path, body ?? null, headers],
  )
export const file = (...parts) => {
  const path = join(source, ...parts)
  if (!existsSync(path)) throw new Error(`no ${path}`)
  return path
}
export const bytes = (path) => readFileSync(path)

export async function close_pages() {
  for (const context of browser?.contexts() ?? []) await context.close()
}
export async function end() {
  await browser?.close()
  for (const child of [...children]) await stop(child)
  rmSync(here, { recursive: true, force: true })
}
export const open_pages = () => browser?.contexts().flatMap((c) => c.pages()) ?? []
/** From the user's menu; by the element, for a menu may still move when the window has just changed its size. */
export async function speak_english(page) {
  await page.click('.user')
  await page.locator('.el-dropdown-menu__item:visible >> text=English').evaluate((e) => e.click())
  await page.waitForSelector('html[lang=en]', { state: 'attached' })
}
export async function type_day(page, field, text) {
  await field.click() // Enter is the calendar's when it is there, and the form's when it is not yet
  await page.locator('.el-picker-panel:visible').first().waitFor()
  await field.fill(text)
  await page.keyboard.press('Enter')
  await page.locator('.el-picker-panel:visible').first().waitFor({ state: 'hidden' })
}

/* ---- for eyes: with RECTIFY_SHOTS=FOLDER pictures are kept, to be looked at ---- */

const shots = process.env.RECTIFY_SHOTS
if (shots) mkdirSync(shots, { recursive: true })
export async function shoot(page, name, fullPage = true) {
  if (!shots) return
  await page.waitForTimeout(300)
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage })
}
export const keep_pdf = (name, pdf) => shots && writeFileSync(join(shots, `${name}.pdf`), pdf)

/* ---- for whom eyes or a mouse fail: names of controls, headings in order, ids that are there once, descriptions that are there ---- */

export const reachable = (page) =>
  page.evaluate(() => {
    const wrong = []
    const shown = (e) => e.getClientRects().length > 0
    const name = (e) => e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.getAttribute('title') || ''
    for (const e of document.querySelectorAll('main :is(a, button, input:not([type=file]), textarea, select)')) if (shown(e) && !e.closest('svg') && !name(e).trim()) wrong.push(`no name: ${e.outerHTML.slice(0, 120)}`)
    const levels = [...document.querySelectorAll('main :is(h1, h2, h3, h4)')].filter(shown).map((e) => Number(e.tagName[1]))
    levels.forEach((l, i) => l - (levels[i - 1] ?? 0) > 1 && wrong.push(`a heading of level ${l} after ${levels[i - 1] ?? 0}`))
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
    for (const id of new Set(ids)) if (ids.filter((x) => x === id).length > 1) wrong.push(`twice: #${id}`)
    for (const e of document.querySelectorAll('main [aria-describedby]')) for (const id of e.getAttribute('aria-describedby').split(/\s+/)) if (e.getAttribute('aria-invalid') === 'true' && !document.getElementById(id)) wrong.push(`describes nothing: #${id}`)
    return wrong
  })
/** What of the page is beyond the window's right edge, but for what may be scrolled by itself. */
export const stands_out = (page, but = '.nothing') =>
  page.locator('main').evaluate((main, but) => [...main.querySelectorAll('*')].filter((e) => !e.closest(but) && e.getClientRects().length && e.getBoundingClientRect().right > window.innerWidth + 0.5).map((e) => `${e.tagName}.${e.className}`), but)
