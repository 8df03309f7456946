/* Takes screenshots of the built pages against the mock: node mock/shots.mjs OUT_DIR [name …] */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const here = dirname(fileURLToPath(import.meta.url))
const out = process.argv[2] ?? join(tmpdir(), 'shots')
const only = process.argv.slice(3)
mkdirSync(out, { recursive: true })
const letter = join(here, 'letter.txt')

async function serve(port, ...more) {
  const child = spawn(process.execPath, [join(here, 'server.mjs'), String(port), ...more], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((done) => child.stdout.once('data', done))
  return child
}
const data = mkdtempSync(join(tmpdir(), 'chromium-'))
const servers = []
let browser
const errors = []
async function sized(width, height, port) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', deviceScaleFactor: 1, hasTouch: width < 500 })
  const page = await context.newPage()
  page.setDefaultTimeout(8000)
  page.on('console', (m) => m.type() === 'error' && !/status of (401|4\d\d)/.test(m.text()) && errors.push(m.text()))
  page.on('pageerror', (e) => errors.push(String(e)))
  page.base = `http://127.0.0.1:${port}`
  return page
}
async function log_in(page) {
  await page.goto(page.base + '/login')
  await page.fill('#username', 'admin')
  await page.fill('#password', 'rectify-2026')
  await page.click('button[type=submit]')
  await page.waitForSelector('.places')
}
const shots = {
  async login(page) {
    await page.goto(page.base + '/login')
    await page.fill('#username', 'admin')
    await page.fill('#password', 'x')
    await page.click('button[type=submit]')
    await page.waitForSelector('.notice')
  },
  async home(page) {
    await log_in(page)
    await page.waitForTimeout(300)
  },
  async drop(page) {
    await log_in(page)
    await page.goto(page.base + '/intake')
    await page.waitForSelector('.drop')
  },
  async intake(page) {
    await log_in(page)
    await page.goto(page.base + '/intake')
    await page.setInputFiles('input[type=file]', letter)
    await page.waitForSelector('.letter .piece')
    await page.waitForTimeout(700)
  },
  async intake_tree(page) {
    await shots.intake(page)
    if (page.viewportSize().width < 500) await page.click('.sides button:last-child')
    await page.locator('.tree .row').nth(6).click()
    await page.waitForTimeout(300)
  },
  async intake_menu(page) {
    await shots.intake_tree(page)
    await page.locator('.tree .row').nth(6).locator('.dots').click()
    await page.waitForTimeout(200)
  },
  async intake_caret(page) {
    await shots.intake(page)
    const piece = page.locator('.piece.finding').first()
    await piece.scrollIntoViewIfNeeded()
    const box = await piece.boundingBox()
    await page.mouse.click(box.x + 200, box.y + 15)
    await page.waitForTimeout(200)
  },
  async intake_selection(page) {
    await shots.intake(page)
    const piece = page.locator('.piece.finding').nth(1)
    await piece.scrollIntoViewIfNeeded()
    const box = await piece.boundingBox()
    await page.mouse.move(box.x + 120, box.y + 15)
    await page.mouse.down()
    await page.mouse.move(box.x + 330, box.y + 15, { steps: 5 })
    await page.mouse.up()
    await page.waitForTimeout(200)
  },
  async intake_precheck(page) {
    await shots.intake(page)
    await page.click('.field.inspection .el-select')
    await page.locator('.el-select-dropdown__item').first().click()
    await page.locator('.toolbar .el-button--primary').click()
    await page.waitForSelector('.el-dialog .result')
    await page.waitForTimeout(400)
  },
  async ledger(page) {
    await log_in(page)
    await page.goto(page.base + '/ledger')
    await page.waitForSelector('.ledger')
    await page.waitForTimeout(500)
  },
  async ledger_edit(page) {
    await shots.ledger(page)
    if (page.viewportSize().width < 500) return
    await page.locator('.grid .row.finding .cell-horizon').first().dblclick()
    await page.waitForTimeout(400)
  },
  async finding(page) {
    await shots.ledger(page)
    await page.locator('.cell-number a, a.card').nth(2).click()
    await page.waitForSelector('.finding-page')
    await page.waitForTimeout(500)
  },
  async finding_low(page) {
    await shots.finding(page)
    await page.evaluate(() => window.scrollTo(0, 1e6))
    await page.waitForTimeout(200)
  },
  async organisations(page) {
    await log_in(page)
    await page.goto(page.base + '/records/organisations')
    await page.waitForSelector('table.plain tbody tr:visible, .cards li:visible')
    await page.waitForTimeout(300)
  },
  async person(page) {
    await log_in(page)
    await page.goto(page.base + '/records/persons')
    await page.waitForSelector('table.plain tbody tr:visible, .cards li:visible')
    await page.locator('table.plain tbody tr a:visible, .cards li a:visible').first().click()
    await page.waitForTimeout(500)
  },
  async trust(page) {
    await log_in(page)
    await page.goto(page.base + '/trust')
    await page.waitForTimeout(500)
  },
  async setup(page) {
    await page.goto(page.base + '/')
    await page.waitForSelector('form')
    await page.click('button[type=submit]')
    await page.waitForTimeout(300)
  },
  async setup_people(page) {
    await page.goto(page.base + '/')
    await page.waitForSelector('form')
    for (const [id, v] of [['organisation', '云岭市资源规划局'], ['code', 'ZGJ'], ['name', '梁永和'], ['username', 'liangyh'], ['password', '云岭整改办公室2026年']]) await page.fill('#' + id, v)
    await page.click('button[type=submit]')
    await page.waitForSelector('.drop')
    await page.waitForTimeout(300)
  },
  async setup_rows(page) {
    await shots.setup_people(page)
    await page.setInputFiles('input[type=file]', { name: '名单.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('x') })
    await page.waitForSelector('table.plain')
    await page.waitForTimeout(300)
  },
  async setup_slips(page) {
    await shots.setup_rows(page)
    await page.locator('.accept').click()
    await page.waitForSelector('.slips')
    await page.waitForTimeout(300)
  },
}
try {
  servers.push(await serve(8191))
  const wanted = only.length ? only : Object.keys(shots)
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    env: { ...process.env, HOME: data, XDG_CONFIG_HOME: data, XDG_CACHE_HOME: data },
  })
  let port = 8200
  for (const name of wanted) {
    for (const [kind, w, h] of [['desk', 1366, 768], ['phone', 360, 740]]) {
      const fresh = name.startsWith('setup')
      if (fresh) servers.push(await serve(++port, '--fresh'))
      const page = await sized(w, h, fresh ? port : 8191)
      try {
        await shots[name](page)
        await page.screenshot({ path: join(out, `${name}-${kind}.png`) })
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        if (wide > 0) console.log(`${name} ${kind}: wider than the window by ${wide}px`)
      } catch (e) {
        console.log(`${name} ${kind}: ${String(e).split('\n')[0]}`)
        await page.screenshot({ path: join(out, `${name}-${kind}-FAILED.png`) }).catch(() => {})
      }
      await page.context().close()
    }
  }
} finally {
  await browser?.close()
  for (const s of servers) s.kill()
  rmSync(data, { recursive: true, force: true })
}
for (const e of new Set(errors)) console.log('console:', e)
